//! A function on `0 ≤ y ≤ farthest` as a polynomial on each of several panels, given by its values at Gauss's points.

use std::f64::consts::PI;

/// Gauss's points on a panel: two polynomials of 31 degrees together are integrated exactly.
const POINTS: usize = 16;

/// By which share of its distance from the barrier a panel is wide.
const GROWTH: f64 = 0.5;

/// Of so many panels the product is quick.
const MOST_PANELS: usize = 125;

/// How fast the function changes.
pub(super) struct Lengths {
    /// At the barrier.
    pub(super) at_barrier: f64,
    /// Far from it, where what changes fast at the barrier is seen from across a jump; infinite without jumps.
    pub(super) elsewhere: f64,
    /// Where it ends.
    pub(super) farthest: f64,
}

pub(super) struct Panels {
    rule: [Node; POINTS],
    /// From the barrier outward, one beginning where the one before ends.
    panels: Vec<Panel>,
}

#[derive(Clone, Copy)]
struct Panel {
    begin: f64,
    end: f64,
}

/// A point of Gauss's rule on −1 to 1, with its weight, and its weight in the barycentric interpolation.
#[derive(Clone, Copy)]
struct Node {
    at: f64,
    weight: f64,
    barycentric: f64,
}

impl Panels {
    /// `None` if too many would be needed.
    pub(super) fn new(lengths: &Lengths) -> Option<Self> {
        let Lengths { at_barrier, elsewhere, farthest } = *lengths;
        let mut panels = Vec::new();
        let mut begin = 0.0;
        while begin < farthest {
            if panels.len() == MOST_PANELS {
                return None;
            }
            let width = (2.0 * at_barrier).max(GROWTH * begin).min(3.0 * elsewhere);
            let end = (begin + width).min(farthest);
            panels.push(Panel { begin, end });
            begin = end;
        }
        Some(Self { rule: gauss(), panels })
    }

    /// Every point, panel by panel.
    pub(super) fn points(&self) -> impl Iterator<Item = f64> {
        self.panels.iter().flat_map(|panel| self.rule.iter().map(|node| panel.at(node.at)))
    }

    /// Adds to each point's share of `∫ weight(y) function(y) dy` from one end to the other, by Gauss's rule on parts
    /// that are no longer than `longest`.
    pub(super) fn integrate(&self, from: f64, to: f64, longest: f64, weight: impl Fn(f64) -> f64, shares: &mut [f64]) {
        for (panel, shares) in self.panels.iter().zip(shares.chunks_exact_mut(POINTS)) {
            let (begin, end) = (panel.begin.max(from), panel.end.min(to));
            if begin >= end {
                continue;
            }
            let count = ((end - begin) / longest).ceil().max(1.0);
            let half = 0.5 * (end - begin) / count;
            for part in 0..count as u32 {
                let middle = begin + half * f64::from(2 * part + 1);
                for node in &self.rule {
                    let y = middle + half * node.at;
                    self.share(panel, y, half * node.weight * weight(y), shares);
                }
            }
        }
    }

    /// Adds what each point of a panel has of the value at one place of it, times a factor.
    fn share(&self, panel: &Panel, y: f64, factor: f64, shares: &mut [f64]) {
        let place = panel.place(y);
        let mut parts = [0.0; POINTS];
        let mut sum = 0.0;
        for (part, node) in parts.iter_mut().zip(&self.rule) {
            let distance = place - node.at;
            // At a point itself all is its own; so near it that the others round away is the same.
            *part = node.barycentric / if distance == 0.0 { 1e-100 } else { distance };
            sum += *part;
        }
        for (share, part) in shares.iter_mut().zip(parts) {
            *share += factor * (part / sum);
        }
    }
}

impl Panel {
    fn at(&self, place: f64) -> f64 {
        0.5 * (self.begin + self.end) + 0.5 * (self.end - self.begin) * place
    }

    fn place(&self, y: f64) -> f64 {
        (2.0 * y - self.begin - self.end) / (self.end - self.begin)
    }
}

/// Gauss's rule: the zeros of Legendre's polynomial by Newton's steps.
fn gauss() -> [Node; POINTS] {
    let mut rule = [Node { at: 0.0, weight: 0.0, barycentric: 0.0 }; POINTS];
    let mut sign = 1.0;
    for (place, node) in rule.iter_mut().enumerate() {
        let mut at = libm::cos(PI * (place as f64 + 0.75) / (POINTS as f64 + 0.5));
        for _ in 0..10 {
            let (value, slope) = legendre(at);
            at -= value / slope;
        }
        let (_, slope) = legendre(at);
        let weight = 2.0 / ((1.0 - at * at) * slope * slope);
        *node = Node { at, weight, barycentric: sign * ((1.0 - at * at) * weight).sqrt() };
        sign = -sign;
    }
    rule
}

/// Legendre's polynomial of the rule's order, and its slope.
fn legendre(x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for order in 2..=POINTS {
        let order = order as f64;
        (before, value) = (value, ((2.0 * order - 1.0) * x * value - (order - 1.0) * before) / order);
    }
    (value, POINTS as f64 * (x * value - before) / (x * x - 1.0))
}
