//! What the losses of several underlyings require together.
//!
//! Losses have the sign of the price's way. Of those whose correlations are all known, net = sum − credit × (sum − root),
//! where root = √(Σ loss × correlation × loss) with correlations shrunk and repaired, and sum − root is the sum over pairs
//! of 2 (|one| |other| − correlation × one × other) ÷ (sum + root). Of all ways that the prices can go, the one that
//! requires most. With a credit of at most one half no larger loss makes the net smaller: root changes by no more than a
//! loss does, because correlations that can be are a seminorm.

use crate::id::AssetId;
use crate::market::Correlation;
use crate::model::sensitivity_loss::Underlying;
use crate::model::sensitivity_loss::horizon::{Stance, number};
use crate::model::sensitivity_loss::worst::{Sides, Worst};
use crate::report::{DynamicLabel, Figure, Label};
use crate::rules::{Offset, RuleKey, SensitivityLoss};
use crate::units::Usd;
use margin_statistics::correlation;

const RULE: RuleKey = RuleKey::Scenarios;

/// So many underlyings may lose whichever way their price goes before no offset is credited: every one doubles the ways.
const MOST_TWO_SIDED: usize = 12;

/// Losses together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Joint {
    /// For each underlying, the worst on the side that is worst for all together.
    pub(crate) worst: Vec<Worst>,
    /// What is credited for pairs of underlyings.
    pub(crate) offsets: Vec<Pair>,
}

/// What is credited for two underlyings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) first: usize,
    pub(crate) second: usize,
    /// Of the losses, with the signs of their ways.
    pub(crate) correlation: f64,
    credit: f64,
    loss: f64,
    /// Twice the other's loss ÷ (sum + root).
    other: f64,
}

/// An underlying's loss with the sign of its way.
#[derive(Clone, Copy)]
struct Signed {
    worst: Worst,
    sign: f64,
}

impl Joint {
    pub(crate) fn of(model: &SensitivityLoss, known: &[Correlation], all: &[Underlying], stance: Stance) -> Self {
        let sides: Vec<_> = all.iter().map(|underlying| Sides::of(model, underlying, stance)).collect();
        let mut worst: Vec<_> = sides.iter().map(|sides| ordered(sides)[0].worst).collect();
        let mut offsets = Vec::new();
        for block in blocks(known, all) {
            let Some(matrix) = matrix(known, all, &block, model.offset) else { continue };
            let sides: Vec<_> = block.iter().map(|place| ordered(&sides[*place])).collect();
            let Some(chosen) = chosen(&matrix, &sides, model.offset) else { continue };
            for (place, signed) in block.iter().zip(&chosen) {
                worst[*place] = signed.worst;
            }
            offsets.extend(pairs(&matrix, &block, &chosen, model.offset));
        }
        Self { worst, offsets }
    }

    /// What must be covered, made of its parts.
    pub(crate) fn figure<F: Figure>(&self, model: &SensitivityLoss, all: &[Underlying], stance: Stance) -> F {
        let each = all.iter().zip(&self.worst).map(|(underlying, worst)| worst.figure(model, underlying, stance));
        let losses = F::sum(Label::Dynamic(DynamicLabel::Losses), RULE, each);
        let offsets = self.offsets.iter().map(|pair| pair.figure(all));
        let offsets = F::sum(Label::Dynamic(DynamicLabel::Offsets), RULE, offsets);
        F::difference(Label::Dynamic(DynamicLabel::Net), RULE, losses, offsets)
    }
}

impl Pair {
    /// What is credited.
    pub(crate) fn figure<F: Figure>(&self, all: &[Underlying]) -> F {
        let (first, second) = (all[self.first].named, all[self.second].named);
        let whole = number(DynamicLabel::Whole, 1.0);
        let correlation = number(DynamicLabel::LossCorrelation, self.correlation);
        let parts = [
            number(DynamicLabel::Credit, self.credit),
            F::usd(Label::Dynamic(DynamicLabel::OneLoss(first)), Usd::new(self.loss)),
            number(DynamicLabel::OtherShare(second), self.other),
            F::difference(Label::Dynamic(DynamicLabel::Unalike), RULE, whole, correlation),
        ];
        F::product(Label::Dynamic(DynamicLabel::Offset(first, second)), RULE, parts)
    }
}

/// The larger side first, and the other where it loses, too.
fn ordered(sides: &Sides) -> Vec<Signed> {
    let (up, down) = (Signed { worst: sides.up, sign: 1.0 }, Signed { worst: sides.down, sign: -1.0 });
    let (larger, other) = if up.worst.loss() >= down.worst.loss() { (up, down) } else { (down, up) };
    if other.worst.loss() > 0.0 { vec![larger, other] } else { vec![larger] }
}

/// Underlyings in sets of which each pair's correlation is known: each joins the first set that it can.
fn blocks(known: &[Correlation], all: &[Underlying]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for (place, underlying) in all.iter().enumerate() {
        let joins =
            |block: &&mut Vec<usize>| block.iter().all(|other| between(known, underlying.id, all[*other].id).is_some());
        match blocks.iter_mut().find(joins) {
            Some(block) => block.push(place),
            None => blocks.push(vec![place]),
        }
    }
    blocks
}

/// How two assets move together, where it is known.
pub(crate) fn between(known: &[Correlation], one: &AssetId, other: &AssetId) -> Option<f64> {
    let pair = |each: &&Correlation| {
        (each.first == *one && each.second == *other) || (each.first == *other && each.second == *one)
    };
    known.iter().find(pair).map(|each| each.correlation.get())
}

/// The correlations of a block, shrunk to their mean and repaired; nothing where they are none.
fn matrix(
    known: &[Correlation],
    all: &[Underlying],
    block: &[usize],
    offset: Offset,
) -> Option<correlation::Correlation> {
    let entry = |row: usize, column: usize| match row == column {
        true => Some(1.0),
        false => between(known, all[row].id, all[column].id),
    };
    let row = |row: &usize| block.iter().map(|column| entry(*row, *column)).collect::<Option<Vec<_>>>();
    let rows = block.iter().map(row).collect::<Option<Vec<_>>>()?;
    Some(correlation::Correlation::new(&rows).ok()?.shrunk(offset.shrinkage.get())?.nearest())
}

/// The sides that require most together; nothing where there are too many ways.
fn chosen(matrix: &correlation::Correlation, sides: &[Vec<Signed>], offset: Offset) -> Option<Vec<Signed>> {
    let two_sided: Vec<_> = (0..sides.len()).filter(|place| sides[*place].len() > 1).collect();
    if two_sided.len() > MOST_TWO_SIDED {
        return None;
    }
    let mut most: Option<(f64, Vec<Signed>)> = None;
    for ways in 0..1_usize << two_sided.len() {
        let mut chosen: Vec<_> = sides.iter().map(|sides| sides[0]).collect();
        for (bit, place) in two_sided.iter().enumerate() {
            chosen[*place] = sides[*place][ways >> bit & 1];
        }
        let (sum, root) = sum_and_root(matrix, &chosen);
        let net = sum - offset.credit.get() * (sum - root);
        if most.as_ref().is_none_or(|(found, _)| net > *found) {
            most = Some((net, chosen));
        }
    }
    most.map(|(_, chosen)| chosen)
}

fn sum_and_root(matrix: &correlation::Correlation, chosen: &[Signed]) -> (f64, f64) {
    let sum = chosen.iter().fold(0.0, |sum, signed| sum + signed.worst.loss());
    let signed: Vec<_> = chosen.iter().map(|signed| signed.sign * signed.worst.loss()).collect();
    // Correlations that have been repaired give a root; rounding beyond what is allowed for credits nothing.
    (sum, matrix.aggregate(&signed).unwrap_or(sum))
}

fn pairs(matrix: &correlation::Correlation, block: &[usize], chosen: &[Signed], offset: Offset) -> Vec<Pair> {
    let (sum, root) = sum_and_root(matrix, chosen);
    let mut pairs = Vec::new();
    for (second, later) in chosen.iter().enumerate() {
        for (first, earlier) in chosen.iter().enumerate().take(second) {
            let (loss, other) = (earlier.worst.loss(), later.worst.loss());
            if loss > 0.0 && other > 0.0 {
                let correlation = matrix.rows()[first][second] * earlier.sign * later.sign;
                let (credit, other) = (offset.credit.get(), 2.0 * other / (sum + root));
                pairs.push(Pair { first: block[first], second: block[second], correlation, credit, loss, other });
            }
        }
    }
    pairs
}
