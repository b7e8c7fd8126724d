//! Where prices and dollars stand on the drawing.

use margin_view::chart::{ChartPoint, PriceChart};

/// The room around the curves, in pixels: for the labels of both axes.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 24.0;

/// The share of the drawing's height that may show what is below zero.
const BELOW_ZERO: f64 = 0.2;

/// The ranges of both axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axes {
    /// The lowest and the highest price.
    pub prices: (f64, f64),
    /// The lowest and the highest amount in dollars.
    pub dollars: (f64, f64),
    /// The drawing's width in pixels.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Axes {
    /// Axes that hold a chart's points; what is deep below zero is cut off.
    pub fn new(chart: &PriceChart, (width, height): (f64, f64)) -> Self {
        let points = &chart.points;
        let ends = points.first().zip(points.last());
        let prices = ends.map_or((chart.now * 0.7, chart.now * 1.3), |(first, last)| (first.price, last.price));
        let amounts = points.iter().flat_map(|point| [point.counted, point.counted_initial, point.initial]);
        let highest = amounts.clone().fold(1.0, f64::max) * 1.06;
        let lowest = amounts.fold(0.0, f64::min).max(-highest * BELOW_ZERO);
        Self { prices, dollars: (lowest, highest), width, height }
    }

    /// Where a price stands from the left.
    pub fn x(&self, price: f64) -> f64 {
        let (low, high) = self.prices;
        self.left() + (price - low) / (high - low) * (self.right() - self.left())
    }

    /// Where an amount stands from the top.
    pub fn y(&self, dollars: f64) -> f64 {
        let (low, high) = self.dollars;
        self.bottom() - (dollars.max(low) - low) / (high - low) * (self.bottom() - self.top())
    }

    /// The share of the price axis at a distance from the left of the drawing, from 0 to 1.
    pub fn share(&self, x: f64) -> f64 {
        ((x - self.left()) / (self.right() - self.left())).clamp(0.0, 1.0)
    }

    /// A line from the top to the foot at a price.
    pub fn upright(&self, price: f64) -> String {
        format!("M{:.1} {}V{}", self.x(price), self.top(), self.bottom())
    }

    /// Where the curves begin, from the left.
    pub fn left(&self) -> f64 {
        LEFT
    }

    /// Where they end.
    pub fn right(&self) -> f64 {
        (self.width - RIGHT).max(LEFT + 1.0)
    }

    /// Where the highest amount stands, from the top.
    pub fn top(&self) -> f64 {
        TOP
    }

    /// Where the lowest stands.
    pub fn bottom(&self) -> f64 {
        (self.height - BOTTOM).max(TOP + 1.0)
    }

    /// A curve through one figure of every point.
    pub fn curve(&self, points: &[ChartPoint], figure: fn(&ChartPoint) -> f64) -> String {
        let mut path = String::new();
        for (index, point) in points.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            let (x, y) = (self.x(point.price), self.y(figure(point)));
            path.push_str(&format!("{letter}{x:.1} {y:.1}"));
        }
        path
    }

    /// The same curve, closed along the foot of the drawing.
    pub fn area(&self, points: &[ChartPoint], figure: fn(&ChartPoint) -> f64) -> String {
        format!("{}V{}H{}Z", self.curve(points, figure), self.bottom(), self.left())
    }
}
