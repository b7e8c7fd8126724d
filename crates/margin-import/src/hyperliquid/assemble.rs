//! Portfolio, market and the venue's own figures, from what was read.
//!
//! Standard: holding = totalRawUsd + Σ cross (szi × entry), so that equity = totalRawUsd + Σ szi × mark whatever the
//! entries. Unified: holding = spot total − Σ isolated equity − Σ cross szi × (mark − entry), so that
//! equity = the spot total less what is isolated. Isolated: set aside = rawUsd + szi × entry. All in USDC.

use super::account::{Account, Behind, Held};
use super::listing::{Listed, instrument};
use super::mark::own_mark;
use super::quote::{Quote, Quotes};
use super::spot::Spot;
use crate::finish::finished;
use crate::imported::{AccountKind, ImportNote, Imported, Stated, StatedPosition};
use crate::made;
use crate::node::Place;
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use crate::reconcile::reconcile;
use margin_core::id::{AssetId, HoldingId};
use margin_core::instrument::Instrument;
use margin_core::market::{InstrumentQuote, Market};
use margin_core::portfolio::{Leverage, MarginMode, Portfolio, Position};
use margin_core::problem::{self, PositionField};
use margin_core::rules::VenueRules;
use margin_core::solve::liquidation_prices;
use margin_core::units::{Quantity, Ratio, Usd};
use std::collections::BTreeMap;

/// What collateral is paid in.
const DOLLAR: &str = "USDC";

/// The last digit that the venue writes of an amount in dollars.
const LAST_DIGIT: f64 = 1e-6;

/// Everything but the choice of what the account's collateral is.
pub(super) struct Assembly {
    pub(super) account: Account,
    pub(super) spot: Option<Spot>,
    positions: Vec<Position>,
    market: Market,
    rules: VenueRules,
}

impl Assembly {
    pub(super) fn new(
        account: Account,
        listed: Listed,
        quotes: &Quotes,
        spot: Option<Spot>,
        notes: &mut Vec<ImportNote>,
    ) -> Self {
        let marks: Vec<f64> = account.positions.iter().map(|held| mark(held, quotes)).collect();
        notes.push(ImportNote::AtOneDollar(DOLLAR.into()));
        compare_marks(&account.positions, &marks, quotes, notes);
        let count = account.positions.iter().filter(|held| held.own_entry() != held.entry).count();
        if count > 0 {
            notes.push(ImportNote::EntriesFromProfit { count });
        }
        let empty = account.empty.iter().map(|coin| ImportNote::NothingHeld(instrument(coin)));
        notes.extend(empty);
        let market = market(&account, &marks, quotes, &listed);
        let positions = account.positions.iter().map(|held| position(held, &listed, notes)).collect();
        Self { account, spot, positions, market, rules: listed.rules }
    }

    /// For how many positions an account of this kind reproduces what the venue says of the liquidation price.
    pub(super) fn reproduced(&self, kind: AccountKind) -> usize {
        let portfolio = self.portfolio(kind);
        let report = margin_core::evaluate(&portfolio, &self.market, &self.rules);
        let liquidation = liquidation_prices(&portfolio, &self.market, &self.rules);
        let (Ok(report), Ok(liquidation)) = (report, liquidation) else {
            return 0;
        };
        let compared = reconcile(&self.stated(kind), &report, &liquidation);
        compared.matched() + compared.none_agreed()
    }

    /// The import of an account of this kind, unless its figures contradict each other or the engine finds it wrong.
    pub(super) fn finish(
        self,
        kind: AccountKind,
        mut notes: Vec<ImportNote>,
        problems: &mut Problems,
    ) -> Option<Imported> {
        // A position that could not be read is missing from the sum.
        if kind == AccountKind::Standard && problems.is_empty() {
            self.check_equity(problems);
        }
        let counted = (kind == AccountKind::Unified).then_some(DOLLAR);
        let others = self.spot.as_ref().map(|spot| spot.except(counted)).unwrap_or_default();
        if !others.is_empty() {
            notes.push(ImportNote::SpotNotCounted(others));
        }
        let imported = Imported {
            portfolio: self.portfolio(kind),
            market: self.market.clone(),
            rules: Some(self.rules.clone()),
            rules_id: Some(super::RULES.into()),
            venue: self.rules.venue.clone(),
            taken: notes,
            stated: self.stated(kind),
        };
        finished(imported, |at| self.place_of(at), problems)
    }

    /// Where what the engine names was read.
    fn place_of(&self, at: &problem::Place) -> Place {
        let account = &self.account;
        let problem::Place::Position(id, field) = at else {
            return account.place.clone();
        };
        let Some(held) = account.positions.iter().find(|held| held.id == *id) else {
            return account.place.clone();
        };
        match field {
            PositionField::Quantity => held.place.field("szi"),
            PositionField::Entry => held.place.field("entryPx"),
            PositionField::Collateral => held.place.field("leverage").field("rawUsd"),
            PositionField::Leverage => held.place.field("leverage").field("value"),
            PositionField::Id | PositionField::Instrument | PositionField::Mode | PositionField::Accrued => {
                held.place.clone()
            }
        }
    }

    fn portfolio(&self, kind: AccountKind) -> Portfolio {
        let holding = made::holding(HoldingId(1), DOLLAR.into(), self.holding(kind));
        made::portfolio(vec![holding], self.positions.clone())
    }

    fn holding(&self, kind: AccountKind) -> f64 {
        let cross = self.account.positions.iter().filter(|held| held.behind == Behind::Cross);
        match kind {
            AccountKind::Standard => self.account.raw + cross.map(|held| held.quantity * held.own_entry()).sum::<f64>(),
            AccountKind::Unified => {
                let total = self.spot.as_ref().map_or(0.0, |spot| spot.total(DOLLAR));
                let unrealised: f64 = cross.map(|held| held.value() - held.quantity * held.own_entry()).sum();
                total - self.isolated_equity() - unrealised
            }
        }
    }

    fn isolated_equity(&self) -> f64 {
        let equities = self.account.positions.iter().filter_map(|held| match held.behind {
            Behind::Cross => None,
            Behind::Isolated { raw } => Some(raw + held.value()),
        });
        equities.sum()
    }

    /// The stated equity must be what its parts come to, up to the rounding of each.
    fn check_equity(&self, problems: &mut Problems) {
        let account = &self.account;
        let cross = || account.positions.iter().filter(|held| held.behind == Behind::Cross);
        let computed = account.raw + cross().map(Held::value).sum::<f64>();
        let gross = account.raw.abs() + cross().map(|held| held.notional).sum::<f64>();
        let rounding = LAST_DIGIT * (cross().count() + 2) as f64 + 1e-12 * gross;
        if (computed - account.equity).abs() > rounding {
            let (stated, computed) = (Usd::new(account.equity), Usd::new(computed));
            let place = account.place.field("crossMarginSummary").field("accountValue");
            problems.add(&place, ImportProblemKind::Contradiction(Contradiction::Equity { stated, computed }));
        }
    }

    /// The venue's own figures. A unified account's equity is its spot balance, so what the venue states of the cross
    /// account alone is no figure of that equity.
    fn stated(&self, kind: AccountKind) -> Stated {
        let account = &self.account;
        let standard = |amount: Option<f64>| amount.filter(|_| kind == AccountKind::Standard).map(Usd::new);
        Stated {
            cross_equity: standard(Some(account.equity)),
            cross_counted: None,
            cross_maintenance: account.maintenance.map(Usd::new),
            cross_initial: account.initial.map(Usd::new),
            withdrawable: standard(account.withdrawable),
            positions: account.positions.iter().map(stated_position).collect(),
        }
    }
}

fn stated_position(held: &Held) -> StatedPosition {
    let initial = held.margin_used.filter(|_| held.behind == Behind::Cross);
    StatedPosition {
        notional: Some(Usd::new(held.notional)),
        unrealised: held.unrealised.map(Usd::new),
        initial: initial.map(Usd::new),
        liquidation: held.liquidation,
        ..StatedPosition::silent(held.id)
    }
}

fn quote(coin: &str, quotes: &Quotes) -> Quote {
    quotes.0.get(coin).copied().unwrap_or_default()
}

fn mark(held: &Held, quotes: &Quotes) -> f64 {
    own_mark(held.quantity, held.notional, quote(&held.coin, quotes).mark)
}

/// Notes where the prices handed in are of another moment than the account.
fn compare_marks(positions: &[Held], marks: &[f64], quotes: &Quotes, notes: &mut Vec<ImportNote>) {
    let pairs = positions.iter().zip(marks);
    let quoted = pairs.filter_map(|(held, mark)| Some((quote(&held.coin, quotes).mark?, mark)));
    let differences: Vec<f64> = quoted.map(|(quoted, mark)| (quoted / mark - 1.0).abs()).collect();
    let count = differences.iter().filter(|difference| **difference > 0.0).count();
    if count > 0 {
        let largest = Ratio::new(differences.iter().copied().fold(0.0, f64::max));
        notes.push(ImportNote::MarksDiffer { count, of: differences.len(), largest });
    }
    let count = positions.iter().filter(|held| quote(&held.coin, quotes).index.is_none()).count();
    if count > 0 {
        notes.push(ImportNote::IndexFromMark { count });
    }
}

fn market(account: &Account, marks: &[f64], quotes: &Quotes, listed: &Listed) -> Market {
    let rules = &listed.rules;
    let mut assets = BTreeMap::new();
    let mut instruments = BTreeMap::new();
    let quoted = quotes.0.iter().filter_map(|(coin, quote)| Some((coin, quote, quote.mark?)));
    let quoted = quoted.filter(|(coin, ..)| listed.most_leverage.contains_key(&instrument(coin)));
    let held = account.positions.iter().zip(marks).map(|(held, mark)| (&held.coin, quotes.0.get(&held.coin), *mark));
    for (coin, quote, mark) in quoted.map(|(coin, quote, mark)| (coin, Some(quote), mark)).chain(held) {
        let quote = quote.copied().unwrap_or_default();
        let index = quote.index.unwrap_or(mark);
        assets.insert(AssetId::from(coin.as_str()), made::asset(index));
        let quote = InstrumentQuote {
            open_interest: quote.open_interest.map(Quantity::new),
            daily_volume: quote.daily_volume.map(Usd::new),
            funding: quote.funding.map(Ratio::new),
            ..made::contract(mark)
        };
        instruments.insert(instrument(coin), quote);
    }
    assets.insert(AssetId::from(DOLLAR), made::dollar(1.0));
    let time = account.time.unwrap_or(rules.effective.start());
    made::market(&rules.venue, time, assets, instruments)
}

/// A position as the engine knows it.
fn position(held: &Held, listed: &Listed, notes: &mut Vec<ImportNote>) -> Position {
    let instrument = Instrument::perpetual(held.coin.as_str());
    let set = Ratio::new(held.leverage);
    let most = listed.most_leverage.get(&instrument.id()).copied().unwrap_or(set);
    let taken = if set > most { most } else { set };
    if taken != set {
        notes.push(ImportNote::LeverageLowered { position: held.id, set, taken });
    }
    let entry = held.own_entry();
    let mode = match held.behind {
        Behind::Cross => MarginMode::Cross,
        Behind::Isolated { raw } => MarginMode::Isolated { collateral: Usd::new(raw + held.quantity * entry) },
    };
    Position { mode, leverage: Leverage::Chosen(taken), ..made::position(held.id, instrument, held.quantity, entry) }
}
