//! What is required beside the worst loss.

use crate::book::Contract;
use crate::instrument::Kind;
use crate::model::Account;
use crate::model::scenario_loss::unit::{Expiry, InGrid, units_of};
use crate::model::scenario_loss::{Unit, share};
use crate::report::{Figure, GridLabel, Label, Level, Levels};
use crate::rules::{AddOnOf, AddOnPlace, CertaintyRule, RollOf, RuleKey, ScenarioLoss};
use crate::units::{Price, Quantity, Ratio, Usd};
use std::collections::BTreeMap;

const KEY: RuleKey = RuleKey::Scenarios;

impl Unit<'_> {
    /// The add-ons of one place, those that come to something.
    pub(super) fn add_ons<F: Figure>(&self, account: Account, place: AddOnPlace, level: Level) -> Vec<F> {
        let add_ons = self.grid.add_ons.iter().filter(|add_on| add_on.place == place);
        add_ons.filter_map(|add_on| self.add_on(account, add_on.of, level)).collect()
    }

    /// One add-on at a level; nothing where it does not apply.
    pub(crate) fn add_on<F: Figure>(&self, account: Account, of: AddOnOf, level: Level) -> Option<F> {
        match of {
            AddOnOf::Linear(shares) => self.for_linear(shares, level),
            AddOnOf::Holdings(shares) => self.for_holdings(shares, level),
            AddOnOf::NakedShorts(shares) => self.for_naked_shorts(shares, level),
            AddOnOf::Roll { least, yearly, of } => self.for_roll(least, yearly, of),
            AddOnOf::NetDelta(shares) => {
                let delta = self.net_delta().abs();
                let label = GridLabel::ForNetDelta;
                (delta != 0.0).then(|| self.of_delta(label, *shares.at(level), GridLabel::Delta, delta))
            }
            AddOnOf::Certainty(rule) => (level == Level::Initial).then(|| self.for_certainty(account, rule)).flatten(),
            AddOnOf::Months { each } => self.for_months(each),
        }
    }

    fn for_linear<F: Figure>(&self, shares: Levels<Ratio>, level: Level) -> Option<F> {
        let parts = self.linear.iter().map(|contract| {
            let label = GridLabel::PartOf(contract.named_by().position());
            self.part(label, GridLabel::Units, units_of(contract, self.factor).abs(), share(*shares.at(level)))
        });
        together(GridLabel::ForLinear, parts)
    }

    fn for_holdings<F: Figure>(&self, shares: Levels<Ratio>, level: Level) -> Option<F> {
        let parts = self.holdings.iter().map(|holding| {
            let value = value(holding);
            let label = Label::Grid(GridLabel::HeldPartOf(holding.held.id));
            F::product(label, KEY, [value, share(*shares.at(level))])
        });
        together(GridLabel::ForHoldings, parts)
    }

    /// Calls and puts of one strike net only where their signs differ, which is what their sum says.
    fn for_naked_shorts<F: Figure>(&self, shares: Levels<Ratio>, level: Level) -> Option<F> {
        let mut strikes = BTreeMap::new();
        for option in self.options() {
            let strike = (option.option.expiry, option.option.strike.to_bits());
            let named = option.contract.named_by().position();
            strikes.entry(strike).or_insert((named, 0.0)).1 += option.units();
        }
        let naked = strikes.into_values().filter(|(_, units)| *units < 0.0);
        let parts = naked.map(|(named, units)| {
            self.part(GridLabel::PartOf(named), GridLabel::NakedShorts, -units, share(*shares.at(level)))
        });
        together(GridLabel::ForNakedShorts, parts)
    }

    fn for_roll<F: Figure>(&self, least: Ratio, yearly: Ratio, of: RollOf) -> Option<F> {
        let parts = self.expiry_deltas(of).map(|expiry| {
            let rate = (yearly.get() * expiry.years).max(least.get());
            let delta = expiry.delta.abs();
            self.of_delta(GridLabel::ForRoll, Ratio::new(rate), GridLabel::Delta, delta)
        });
        together(GridLabel::ForRoll, parts)
    }

    fn for_months<F: Figure>(&self, each: Usd) -> Option<F> {
        let (mut net, mut gross) = (0.0, 0.0);
        for expiry in self.expiry_deltas(RollOf::All) {
            net += expiry.delta;
            gross += expiry.delta.abs();
        }
        let pairs = 0.5 * (gross - f64::abs(net));
        (pairs > 0.0).then(|| {
            let pairs = F::quantity(Label::Grid(GridLabel::Pairs), Quantity::new(pairs));
            let each = F::usd(Label::Grid(GridLabel::Each), each);
            F::product(Label::Grid(GridLabel::ForMonths), KEY, [pairs, each])
        })
    }

    /// For contracts without an expiry and for each expiry that are less sure than the threshold.
    fn for_certainty<F: Figure>(&self, account: Account, rule: CertaintyRule) -> Option<F> {
        let shared = self.shared_certainty(account);
        let mut linear = Vec::new();
        for contract in &self.linear {
            let certainty = if is_perpetual(contract) { shared } else { least(shared, contract.certainty) };
            linear.push((contract.named_by().position(), units_of(contract, self.factor).abs(), certainty));
        }
        let expiries = self.expiries.iter().map(|expiry: &Expiry| {
            let certainty = expiry.options.iter().fold(shared, |sure, option| least(sure, option.option.certainty));
            let units = expiry.options.iter().map(|option| option.units().abs()).sum();
            (expiry.named_by(), units, certainty)
        });
        let unsure = linear.into_iter().chain(expiries).filter(|(_, _, certainty)| *certainty < rule.threshold);
        let parts = unsure.map(|(named, units, certainty)| {
            let lacking = lacking(certainty, rule.factor);
            self.part(GridLabel::PartOf(named), GridLabel::Units, units, lacking)
        });
        together(GridLabel::ForCertainty, parts)
    }

    /// The least of the certainties of the index and of the contracts without an expiry that are held; 1 where the market
    /// says nothing of them.
    fn shared_certainty(&self, account: Account) -> Ratio {
        let perpetuals = self.linear.iter().filter(|contract| is_perpetual(contract) && contract.net().get() != 0.0);
        perpetuals.fold(self.index_certainty(account), |sure, contract| least(sure, contract.certainty))
    }

    /// How sure the index of the underlying is.
    fn index_certainty(&self, account: Account) -> Ratio {
        certainty_of(account, self.asset)
    }

    /// Units of the underlying at the index, times a share.
    fn part<F: Figure>(&self, label: GridLabel, name: GridLabel, units: f64, share: F) -> F {
        let units = F::quantity(Label::Grid(name), Quantity::new(units));
        let index = F::price(Label::IndexPrice, Price::new(self.index()));
        F::product(Label::Grid(label), KEY, [units, index, share])
    }
}

/// What holdings require to open whose feeds are unsure.
pub(super) fn of_holdings<F: Figure>(model: &ScenarioLoss, account: Account, units: &[Unit], level: Level) -> Vec<F> {
    let Some(rule) = model.certainty.as_ref().filter(|_| level == Level::Initial) else { return Vec::new() };
    let underlyings = units.iter().map(|unit| unit.index_certainty(account));
    let shared = underlyings.fold(Ratio::new(1.0), |sure, index| least(sure, Some(index)));
    let named = |asset: usize| account.book.assets.get(asset).is_some_and(|asset| rule.except.contains(asset.id));
    let holdings = account.holdings.iter().filter(|held| !named(held.asset));
    let unsure = holdings.filter_map(|held| {
        let certainty = least(shared, Some(certainty_of(account, held.asset)));
        let holding = InGrid { held, factor: account.factor(held.asset) };
        let label = Label::Grid(GridLabel::ForHoldingCertainty(held.id));
        let parts = || [value(&holding), lacking(certainty, rule.factor)];
        (certainty < rule.threshold).then(|| F::product(label, KEY, parts()))
    });
    unsure.collect()
}

/// A holding's dollars, without a sign.
fn value<F: Figure>(holding: &InGrid) -> F {
    let quantity = F::quantity(Label::Quantity, holding.held.quantity.abs());
    let index = F::price(Label::IndexPrice, Price::new(holding.held.index.get() * holding.factor));
    F::product(Label::HoldingValue(holding.held.id), RuleKey::Equity, [quantity, index])
}

fn lacking<F: Figure>(certainty: Ratio, factor: Ratio) -> F {
    let lacking = F::ratio(Label::Grid(GridLabel::CertaintyLacking), Ratio::new(1.0) - certainty);
    let factor = F::ratio(Label::Grid(GridLabel::CertaintyFactor), factor);
    F::scaled(Label::Grid(GridLabel::Share), KEY, [lacking, factor])
}

fn together<F: Figure>(label: GridLabel, parts: impl Iterator<Item = F>) -> Option<F> {
    let parts: Vec<F> = parts.collect();
    (!parts.is_empty()).then(|| F::sum(Label::Grid(label), KEY, parts))
}

fn is_perpetual(contract: &Contract) -> bool {
    !matches!(contract.instrument.kind, Kind::Future { .. })
}

fn least(sure: Ratio, other: Option<Ratio>) -> Ratio {
    other.map_or(sure, |other| if other < sure { other } else { sure })
}

/// How sure the feed of an asset's index is; 1 where the market says nothing of it.
fn certainty_of(account: Account, asset: usize) -> Ratio {
    let quote = account.book.assets.get(asset).and_then(|asset| asset.quote);
    quote.and_then(|quote| quote.certainty).unwrap_or(Ratio::new(1.0))
}
