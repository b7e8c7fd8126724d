//! Where strikes or times, and volatilities, stand on a drawing.

use margin_view::options::surface::{SmileChart, SmilePoint, TermChart};

/// The room around the curves, in pixels: for the labels of both axes.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 24.0;

/// The share of the range that is left free above and below.
const FREE: f64 = 0.06;

/// The ranges of both axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axes {
    /// From the left to the right: log-moneyness, or years.
    across: (f64, f64),
    /// The lowest and the highest volatility.
    pub volatilities: (f64, f64),
    width: f64,
    height: f64,
}

impl Axes {
    /// Axes that hold a smile and its quotes.
    pub fn of_smile(chart: &SmileChart, size: (f64, f64)) -> Self {
        let quotes = chart.quotes.iter();
        let across = quotes.clone().map(|quote| quote.at.log_moneyness);
        let sides = quotes.flat_map(|quote| [Some(quote.at.volatility), quote.low, quote.high]).flatten();
        Self::over(across, sides.chain(chart.curve.iter().map(|point| point.volatility)), size)
    }

    /// Axes that hold a term structure.
    pub fn of_term(chart: &TermChart, size: (f64, f64)) -> Self {
        let across = std::iter::once(0.0).chain(chart.points.iter().map(|point| point.years));
        Self::over(across, chart.points.iter().map(|point| point.volatility), size)
    }

    fn over(
        across: impl Iterator<Item = f64>,
        volatilities: impl Iterator<Item = f64>,
        (width, height): (f64, f64),
    ) -> Self {
        let ((left, right), (low, high)) = (range(across), range(volatilities));
        let (aside, above) = ((right - left).max(0.01) * 0.02, (high - low).max(0.01) * FREE);
        let volatilities = ((low - above).max(0.0), high + above);
        Self { across: (left - aside, right + aside), volatilities, width, height }
    }

    /// Where something stands from the left.
    pub fn x(&self, across: f64) -> f64 {
        let (low, high) = self.across;
        LEFT + (across - low) / (high - low) * (self.right() - LEFT)
    }

    /// Where a volatility stands from the top.
    pub fn y(&self, volatility: f64) -> f64 {
        let (low, high) = self.volatilities;
        self.bottom() - (volatility - low) / (high - low) * (self.bottom() - TOP)
    }

    /// A line through places.
    pub fn line(&self, places: impl Iterator<Item = (f64, f64)>) -> String {
        let mut path = String::new();
        for (index, (across, volatility)) in places.enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{letter}{:.1} {:.1}", self.x(across), self.y(volatility)));
        }
        path
    }

    /// A line from one volatility to another.
    pub fn upright(&self, across: f64, from: f64, to: f64) -> String {
        format!("M{:.1} {:.1}V{:.1}", self.x(across), self.y(from), self.y(to))
    }

    /// A line from the top to the foot.
    pub fn top_to_foot(&self, across: f64) -> String {
        format!("M{:.1} {TOP}V{}", self.x(across), self.bottom())
    }

    /// A line from the left to the right.
    pub fn level(&self, volatility: f64) -> String {
        format!("M{LEFT} {:.1}H{}", self.y(volatility), self.right())
    }

    /// A triangle that points at a place from above.
    pub fn triangle(&self, at: SmilePoint) -> String {
        let (x, y) = (self.x(at.log_moneyness), self.y(at.volatility) - 5.0);
        format!("M{x:.1} {y:.1}l-5 -9h10Z")
    }

    /// The place that is nearest to a distance from the left of the drawing.
    pub fn nearest(&self, places: impl Iterator<Item = f64>, x: f64) -> Option<usize> {
        let distances = places.map(|across| (self.x(across) - x).abs()).enumerate();
        distances.min_by(|left, right| left.1.total_cmp(&right.1)).map(|(index, _)| index)
    }

    /// Where labels of the left axis end.
    pub fn left(&self) -> f64 {
        LEFT - 6.0
    }

    /// Where the curves end.
    pub fn right(&self) -> f64 {
        (self.width - RIGHT).max(LEFT + 1.0)
    }

    /// Where the lowest volatility stands, from the top.
    pub fn bottom(&self) -> f64 {
        (self.height - BOTTOM).max(TOP + 1.0)
    }

    /// The drawing's width and height in pixels.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), each| (low.min(each), high.max(each)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}
