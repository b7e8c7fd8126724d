//! Closing a part of one position: the price it passes at, what that costs, and who gets it.

use super::account::Account;
use super::auction;
use super::fee::{self, Growing, Room};
use super::moment::Moment;
use super::price::{self, Passing};
use super::report::{Transfer, What};
use crate::id::PositionId;
use crate::instrument::Settlement;
use crate::portfolio::Position;
use crate::report::{Figure, Label, LineItem, PositionReport, Unit};
use crate::rules::RuleKey;
use crate::rules::liquidation::{Fee, FeeAmount, FeeCap, FillPrice, Party};
use crate::units::{Price, Quantity, Ratio, Usd};

/// A part of a position that is closed in a round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) position: PositionId,
    pub(super) share: Ratio,
}

/// A part of a position that passes, with all that its price and charges are taken from.
struct Closing<'m> {
    moment: &'m Moment<'m>,
    position: Position,
    report: PositionReport,
    share: Ratio,
    index: Price,
    mark: Price,
    price: Price,
}

/// What a contract's price is in.
#[derive(Clone, Copy)]
enum Quoted {
    /// Dollars for a unit.
    Dollars,
    /// Coins for a unit, of an option that settles in them.
    Coins,
    /// Dollars for a coin, of a contract whose face value is in dollars.
    DollarsForCoin,
}

/// Closes a part of a position; nothing when the group does not have it.
pub(super) fn close(account: &mut Account, moment: &Moment, part: Part) -> Option<(What, Vec<Transfer>)> {
    let closing = Closing::of(account, moment, part)?;
    let premium = closing.premium();
    let mut transfers = closing.premiums(&premium);
    transfers.extend(closing.fees(&premium));
    let worth = closing.report.value.as_ref().unwrap_or(&closing.report.unrealised);
    let whole = worth.usd() + closing.report.accrued.usd();
    let paid: Usd = transfers.iter().map(|transfer| transfer.amount.usd()).sum();
    let what = What::Closed {
        position: part.position,
        share: part.share,
        quantity: closing.quantity(),
        mark: closing.mark,
        price: closing.price,
    };
    // Charges are paid first, so that what is set aside for an isolated position bears them.
    account.pay(moment.group, -paid);
    account.close(part.position, part.share, whole * part.share);
    Some((what, transfers))
}

impl<'m> Closing<'m> {
    fn of(account: &Account, moment: &'m Moment<'m>, part: Part) -> Option<Self> {
        let position = account.position(part.position)?.clone();
        let report = moment.position(part.position)?.clone();
        let (index, mark) = (account.index(&position.instrument.underlying), report.mark);
        let mut closing = Self { moment, position, report, share: part.share, index, mark, price: mark };
        closing.price = closing.fill_price();
        Some(closing)
    }

    fn quantity(&self) -> Quantity {
        Quantity::new(self.position.quantity.get() * self.share.get())
    }

    /// Units of the underlying, or coins' face value, in the whole position.
    fn units(&self) -> Quantity {
        Quantity::new(self.position.quantity.get() * self.position.instrument.multiplier.get())
    }

    /// The price at which the position passes; the mark where the rule gives none that is positive.
    fn fill_price(&self) -> Price {
        let rate = self.report.maintenance.usd().share_of(self.at_mark()).unwrap_or(Ratio::ZERO);
        let passing = Passing { quantity: self.units(), mark: self.mark, rate };
        let moment = self.moment;
        let price = match moment.policy.fill.price {
            FillPrice::Mark => self.mark,
            FillPrice::Discount(discount) => price::discounted(self.mark, passing.quantity, discount),
            FillPrice::Fillable { spread, adjustment } => {
                price::fillable(passing, (spread, adjustment), moment.counted(), moment.maintenance())
            }
            FillPrice::MaintenanceShare(share) => price::at_maintenance_share(passing, share),
            FillPrice::MaintenanceShareOrBankruptcy(_) if moment.equity() < Usd::ZERO => self.mark,
            FillPrice::MaintenanceShareOrBankruptcy(share) => {
                price::better(passing.quantity, price::at_maintenance_share(passing, share), self.bankruptcy_price())
            }
            FillPrice::Bankruptcy => self.bankruptcy_price(),
            FillPrice::Auction(auction) => {
                let off = 1.0 - auction::factor(auction, moment.elapsed).get();
                price::discounted(self.mark, passing.quantity, Ratio::new(off))
            }
        };
        if price.is_finite() && price > Price::ZERO { price } else { self.mark }
    }

    fn bankruptcy_price(&self) -> Price {
        let behind = self.moment.equity_behind(self.position.id);
        match self.quoted() {
            Quoted::Dollars => price::bankruptcy_price(self.mark, self.units(), behind),
            Quoted::Coins => {
                let behind = Usd::new(behind.get() / self.index.get());
                price::bankruptcy_price(self.mark, self.units(), behind)
            }
            Quoted::DollarsForCoin => price::bankruptcy_price_of_coin(self.mark, self.units(), self.index, behind),
        }
    }

    fn quoted(&self) -> Quoted {
        let instrument = &self.position.instrument;
        match instrument.settlement {
            Settlement::Linear => Quoted::Dollars,
            Settlement::Coin if instrument.is_option() => Quoted::Coins,
            Settlement::Coin => Quoted::DollarsForCoin,
        }
    }

    /// What the whole position costs at its mark, without a sign.
    fn at_mark(&self) -> Usd {
        let units = self.units().abs();
        match self.quoted() {
            Quoted::Dollars => units * self.mark,
            Quoted::Coins => Usd::new(units.get() * self.mark.get() * self.index.get()),
            Quoted::DollarsForCoin => Usd::new(units.get() * self.index.get() / self.mark.get()),
        }
    }

    /// The size of the whole position: of an option that of its underlying.
    fn whole_notional(&self) -> Usd {
        match self.position.instrument.is_option() {
            true => self.units().abs() * self.index,
            false => self.at_mark(),
        }
    }

    fn given_quantity(&self) -> [LineItem; 2] {
        let multiplier = self.position.instrument.multiplier;
        [LineItem::quantity(Label::Quantity, self.quantity()), LineItem::quantity(Label::Multiplier, multiplier)]
    }

    /// What whoever takes the part gains against the mark.
    fn premium(&self) -> LineItem {
        let [quantity, multiplier] = self.given_quantity();
        let rule = RuleKey::Liquidation;
        let change = || {
            let mark = LineItem::price(Label::MarkPrice, self.mark);
            LineItem::difference(Label::FillDifference, rule, mark, LineItem::price(Label::FillPrice, self.price))
        };
        let index = || LineItem::price(Label::IndexPrice, self.index);
        match self.quoted() {
            Quoted::Dollars => LineItem::product(Label::Premium, rule, [quantity, multiplier, change()]),
            Quoted::Coins => LineItem::product(Label::Premium, rule, [quantity, multiplier, change(), index()]),
            Quoted::DollarsForCoin => {
                let per = |label, price: Price| LineItem::given(label, Unit::PerPrice, 1.0 / price.get());
                let (price, mark) = (per(Label::PerFill, self.price), per(Label::PerMark, self.mark));
                let change = LineItem::difference(Label::FillDifference, rule, price, mark);
                LineItem::product(Label::Premium, rule, [quantity, multiplier, change, index()])
            }
        }
    }

    fn premiums(&self, premium: &LineItem) -> Vec<Transfer> {
        let fill = self.moment.policy.fill;
        let whole = premium.usd();
        if whole == Usd::ZERO {
            return Vec::new();
        }
        let [_, insured] = price::split_premium(whole, fill.insurance);
        let to_insurance = if insured == Usd::ZERO { Ratio::ZERO } else { fill.insurance };
        let shares = [(fill.to, Ratio::new(1.0 - to_insurance.get())), (Party::Insurance, to_insurance)];
        shared(premium, RuleKey::Liquidation, shares)
    }

    /// The size of the part at the mark.
    fn notional(&self) -> LineItem {
        let multiplier = LineItem::quantity(Label::Multiplier, self.position.instrument.multiplier);
        let quantity = LineItem::quantity(Label::Quantity, self.quantity().abs());
        let rule = RuleKey::Notional;
        if self.position.instrument.is_option() {
            let index = LineItem::price(Label::IndexPrice, self.index);
            return LineItem::product(Label::ClosedNotional, rule, [quantity, multiplier, index]);
        }
        match self.position.instrument.settlement {
            Settlement::Linear => {
                let mark = LineItem::price(Label::MarkPrice, self.mark);
                LineItem::product(Label::ClosedNotional, rule, [quantity, multiplier, mark])
            }
            Settlement::Coin => {
                let mark = LineItem::given(Label::PerMark, Unit::PerPrice, 1.0 / self.mark.get());
                let index = LineItem::price(Label::IndexPrice, self.index);
                LineItem::product(Label::ClosedNotional, rule, [quantity, multiplier, mark, index])
            }
        }
    }

    fn fees(&self, premium: &LineItem) -> Vec<Transfer> {
        let (mut transfers, mut before) = (Vec::new(), Usd::ZERO);
        for fee in &self.moment.policy.fees {
            let Some(charge) = self.charge(fee, before) else { continue };
            let charge = match fee.cap {
                FeeCap::None => charge,
                FeeCap::Surplus => self.capped(charge, premium, before),
            };
            before = before + charge.usd();
            if charge.usd() != Usd::ZERO {
                let shares = fee.to.iter().map(|(party, share)| (*party, *share));
                transfers.extend(shared(&charge, RuleKey::LiquidationFee, shares));
            }
        }
        transfers
    }

    /// A charge before its cap; `before` are the charges before it.
    fn charge(&self, fee: &Fee, before: Usd) -> Option<LineItem> {
        let (label, rule) = (Label::LiquidationFee, RuleKey::LiquidationFee);
        let of_notional = |rate: Ratio| {
            LineItem::product(label, rule, [self.notional(), Figure::ratio(Label::LiquidationRate, rate)])
        };
        Some(match fee.amount {
            FeeAmount::OfNotional(rate) => of_notional(rate),
            FeeAmount::OfMaintenance(rate) => {
                let share = Figure::ratio(Label::ClosedShare, self.share);
                let parts = [self.report.maintenance.clone(), share];
                let closed = LineItem::product(Label::ClosedMaintenance, rule, parts);
                LineItem::product(label, rule, [closed, Figure::ratio(Label::LiquidationRate, rate)])
            }
            FeeAmount::Fixed(amount) => Figure::usd(label, amount),
            FeeAmount::Growing { base, grace_seconds, per_second, most } => {
                let growing = Growing { base, grace: grace_seconds, each: per_second, most };
                of_notional(fee::growing(growing, self.moment.elapsed))
            }
            FeeAmount::OfRoom { scale, most } => of_notional(fee::of_room(self.room(before), scale, most)),
            FeeAmount::Keeper => self.moment.keeper.clone()?,
        })
    }

    /// What the position leaves room for; a shortage is the position's by its part of the group's notional.
    fn room(&self, before: Usd) -> Room {
        let (whole, closed) = (self.whole_notional(), self.notional().usd());
        let rate = self.report.maintenance.usd().share_of(whole).unwrap_or(Ratio::ZERO);
        let fee = before.share_of(closed).unwrap_or(Ratio::ZERO);
        Room { rate, fee, shortage: self.moment.missing(), notional: whole }
    }

    /// A charge that takes no more than closing brings above the bankruptcy price, less the charges before it.
    fn capped(&self, charge: LineItem, premium: &LineItem, before: Usd) -> LineItem {
        let behind = self.moment.equity_behind(self.position.id) * self.share - premium.usd() - before;
        let surplus = if behind > Usd::ZERO { behind } else { Usd::ZERO };
        let surplus = Figure::usd(Label::Surplus, surplus);
        LineItem::smallest(Label::LiquidationFee, RuleKey::LiquidationFee, [charge, surplus])
    }
}

/// An amount that the trader pays, shared out.
pub(super) fn shared(
    amount: &LineItem,
    rule: RuleKey,
    shares: impl IntoIterator<Item = (Party, Ratio)>,
) -> Vec<Transfer> {
    let paid = shares.into_iter().filter(|(_, share)| *share != Ratio::ZERO);
    let paid = paid.map(|(to, share)| {
        let parts = [amount.clone(), Figure::ratio(Label::ShareOf(to), share)];
        Transfer { from: Party::Trader, to, amount: LineItem::product(Label::PaidTo(to), rule, parts) }
    });
    paid.collect()
}
