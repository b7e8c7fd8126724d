//! Looks up what a holding counts for or requires.

use crate::book::{Held, Lot, Sides};
use crate::check::Check;
use crate::id::{AssetId, HoldingId};
use crate::market::AssetQuote;
use crate::portfolio::Holding;
use crate::problem::{HoldingField, MarketFigure, Place, ProblemKind};
use crate::report::{Assumption, Level, Levels};
use crate::rules::{AssetTerms, Categories, Category, Debts, Haircut, Model, PriceRule};
use crate::units::{Price, Quantity};

impl<'a> Check<'a> {
    /// One holding with its terms.
    pub(super) fn holding(&mut self, place: usize, holding: &'a Holding) -> Option<Held<'a>> {
        let at = |field| Place::Holding(holding.id, field);
        let quantity = self.finite(at(HoldingField::Quantity), holding.quantity.get());
        let index = self.index(&holding.asset, at(HoldingField::Asset));
        let quantity = Quantity::new(quantity?);
        self.borrowable(holding, quantity);
        let held = self.held(&holding.asset, holding.id, index?, at(HoldingField::Asset))?;
        if held.terms.is_none() && !held.owed() {
            self.assume(Assumption::NotAccepted(holding.asset.clone()));
        }
        let lots = vec![Lot { id: holding.id, place, quantity }];
        Some(Held { quantity, lots, ..held })
    }

    /// An empty balance of the asset that contracts settle in, where they join one.
    pub(super) fn settlement(&mut self) -> Option<Held<'a>> {
        let Model::WeightedHealth(model) = &self.rules.model else { return None };
        let asset = model.settlement.as_ref()?;
        let index = self.index(asset, Place::Rules("model.weightedHealth.settlement".into()))?;
        self.held(asset, HoldingId(u32::MAX), index, Place::Asset(asset.clone()))
    }

    /// None of an asset, with all that the rules and the market say of it.
    pub(super) fn held(&mut self, id: &'a AssetId, holding: HoldingId, index: Price, at: Place) -> Option<Held<'a>> {
        let terms = self.rules.collateral.assets.get(id);
        let haircut = self.haircuts(id, terms);
        let quote = self.market.assets.get(id)?;
        let own = self.own_figures();
        self.figures(id, quote, terms, haircut, at);
        Some(Held {
            id: holding,
            asset: self.asset(id),
            quantity: Quantity::ZERO,
            index,
            terms,
            haircut,
            debt_rule: self.rules.collateral.debts,
            prices: Levels::each(|level| self.sides(quote, index, level)),
            own_initial: self.portfolio.own_initial,
            volatility: quote.volatility,
            daily_volume: quote.daily_volume,
            depth: quote.depth,
            deposits: quote.deposits.filter(|_| own),
            debts: quote.debts.filter(|_| own),
            lots: Vec::new(),
            orders: Vec::new(),
        })
    }

    /// Whether the venue lends what is owed.
    fn borrowable(&mut self, holding: &Holding, quantity: Quantity) {
        let collateral = &self.rules.collateral;
        if quantity >= Quantity::ZERO || collateral.debts == Debts::Subtracted {
            return;
        }
        let at = Place::Holding(holding.id, HoldingField::Asset);
        if collateral.assets.get(&holding.asset).is_none_or(|terms| terms.debt.is_none()) {
            self.problem(at, ProblemKind::NotBorrowable(holding.asset.clone()));
        } else if let Some((id, category)) = self.category()
            && !category.debts.contains(&holding.asset)
        {
            self.problem(at, ProblemKind::NotInCategory(id));
        }
    }

    /// The category that the trader chose, where the venue has it.
    fn category(&self) -> Option<(crate::id::CategoryId, &'a Category)> {
        let Categories::Chosen(categories) = &self.rules.collateral.categories else { return None };
        let id = self.portfolio.category.as_ref()?;
        Some((id.clone(), categories.get(id)?))
    }

    /// The haircuts that apply: a category's, or else the asset's own.
    fn haircuts(&self, asset: &AssetId, terms: Option<&'a AssetTerms>) -> Levels<Option<&'a Haircut>> {
        let own = Levels::each(|level| terms.map(|terms| terms.haircut.at(level)));
        let by_category = self.category().and_then(|(_, category)| category.haircuts.get(asset));
        if let Some(better) = by_category {
            return Levels::each(|level| Some(better.at(level)));
        }
        match &self.rules.collateral.categories {
            Categories::None | Categories::Chosen(_) => own,
            Categories::ByDebt(pairs) => {
                let debts = self.portfolio.holdings.iter().filter(|holding| holding.quantity < Quantity::ZERO);
                let better: Option<Vec<_>> =
                    debts.map(|debt| pairs.get(&debt.asset).and_then(|of| of.get(asset))).collect();
                let better = better.unwrap_or_default();
                Levels::each(|level| {
                    let worst = better.iter().map(|haircuts| haircuts.at(level)).reduce(greater);
                    worst.into_iter().chain(*own.at(level)).reduce(lesser)
                })
            }
        }
    }

    /// Finds market figures that the terms need: without those of a haircut there is no number; without others, an
    /// assumption says what was left out.
    fn figures(
        &mut self,
        id: &AssetId,
        quote: &AssetQuote,
        terms: Option<&AssetTerms>,
        haircut: Levels<Option<&Haircut>>,
        at: Place,
    ) {
        if haircut.all().into_iter().flatten().any(|haircut| matches!(haircut, Haircut::Dynamic(_))) {
            let sale = [
                (MarketFigure::Volatility, quote.volatility.map(|volatility| volatility.get())),
                (MarketFigure::DailyVolume, quote.daily_volume.map(|volume| volume.get())),
                (MarketFigure::Depth, quote.depth.map(|depth| depth.get())),
            ];
            for (figure, known) in sale {
                match known {
                    None => self.problem(at.clone(), ProblemKind::MissingFigure(figure)),
                    Some(known) => drop(self.positive(Place::Asset(id.clone()), known)),
                }
            }
        }
        let own = self.own_figures();
        let crowding = terms.and_then(|terms| terms.crowding);
        let deposits = crowding.and_then(|crowding| crowding.deposits_above).is_some();
        let debts = crowding.and_then(|crowding| crowding.debts_above).is_some();
        let prices = self.rules.collateral.prices;
        let wants = |rule: fn(&PriceRule) -> bool| prices.all().into_iter().any(rule);
        let reference = wants(|rule| *rule == PriceRule::WorseOfReference);
        let confidence = wants(|rule| matches!(rule, PriceRule::Confidence { .. }));
        let unknown = [
            (MarketFigure::Deposits, deposits && !(own && quote.deposits.is_some())),
            (MarketFigure::Debts, debts && !(own && quote.debts.is_some())),
            (MarketFigure::Reference, reference && quote.reference.is_none()),
            (MarketFigure::Confidence, confidence && quote.confidence.is_none()),
        ];
        for (figure, _) in unknown.into_iter().filter(|(_, missing)| *missing) {
            self.assume(Assumption::AssetFigureUnknown { asset: id.clone(), figure });
        }
        let numbers = [
            quote.reference.map(|price| price.get()),
            quote.deposits.map(|quantity| quantity.get()),
            quote.debts.map(|quantity| quantity.get()),
            quote.confidence.map(|price| price.get()),
        ];
        for number in numbers.into_iter().flatten() {
            self.finite(Place::Asset(id.clone()), number);
        }
    }

    /// The prices that an asset counts and a debt requires at.
    fn sides(&self, quote: &AssetQuote, index: Price, level: Level) -> Sides {
        match (*self.rules.collateral.prices.at(level), quote.reference, quote.confidence) {
            (PriceRule::WorseOfReference, Some(reference), _) => {
                let (low, high) = if reference < index { (reference, index) } else { (index, reference) };
                Sides { asset: low, debt: high }
            }
            (PriceRule::Confidence { multiple, most }, _, Some(confidence)) => {
                let moved = (confidence.get() * multiple.get()).min(index.get() * most.get());
                let moved = Price::new(moved);
                Sides { asset: index - moved, debt: index + moved }
            }
            (PriceRule::Index | PriceRule::WorseOfReference | PriceRule::Confidence { .. }, _, _) => {
                Sides { asset: index, debt: index }
            }
        }
    }
}

fn greater<'h>(left: &'h Haircut, right: &'h Haircut) -> &'h Haircut {
    if flat(left) >= flat(right) { left } else { right }
}

fn lesser<'h>(left: &'h Haircut, right: &'h Haircut) -> &'h Haircut {
    if flat(left) <= flat(right) { left } else { right }
}

/// A flat haircut's share; haircuts by pairs are flat, which the check of the rules holds.
fn flat(haircut: &Haircut) -> f64 {
    match haircut {
        Haircut::Flat(share) => share.get(),
        Haircut::Tiered(_) | Haircut::Proportional(_) | Haircut::Sized(_) | Haircut::Dynamic(_) => 0.0,
    }
}
