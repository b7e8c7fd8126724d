//! Whether every rule that is used says where it is from.

use crate::check::rules::wrong;
use crate::problem::{Problem, ProblemKind};
use crate::rules::{
    Categories, Debts, Haircut, Model, Modes, OptionFormula, OrderRule, PriceRule, Relief, RuleKey, Schedule,
    SpotOrders, TieredNotional, VenueRules, WeightedHealth,
};
use crate::units::Usd;

pub(super) fn problems(rules: &VenueRules) -> impl Iterator<Item = Problem> {
    let uncited = used(rules).into_iter().filter(|key| !rules.citations.contains_key(key));
    uncited.map(|key| wrong(format!("citations.{key:?}"), ProblemKind::MissingCitation))
}

/// The rules that a venue uses.
pub(crate) fn used(rules: &VenueRules) -> Vec<RuleKey> {
    let always = [
        RuleKey::Equity,
        RuleKey::Haircut,
        RuleKey::Initial,
        RuleKey::Maintenance,
        RuleKey::Withdrawal,
        RuleKey::Liquidation,
    ];
    let collateral = &rules.collateral;
    let caps = collateral
        .assets
        .values()
        .any(|terms| terms.crowding.is_some() || terms.most_units.is_some() || terms.most_counted.is_some());
    let units = collateral.assets.values().any(|terms| terms.most_units.is_some());
    let priced = collateral.prices.all().into_iter().any(|rule| *rule != PriceRule::Index);
    let prices = priced || units || collateral.debts == Debts::Required;
    let optional = [
        (RuleKey::Backstop, rules.liquidation.backstop.is_some()),
        (RuleKey::LiquidationFee, !rules.liquidation.fees.is_empty() || rules.liquidation.debts.is_some()),
        (RuleKey::BadDebt, !rules.liquidation.waterfall.is_empty()),
        (RuleKey::Funding, rules.funding.is_some()),
        (RuleKey::Interest, !rules.interest.is_empty()),
        (RuleKey::Debt, collateral.debts == Debts::Required),
        (RuleKey::Prices, prices),
        (RuleKey::Category, collateral.categories != Categories::None),
        (RuleKey::Crowding, caps),
        (RuleKey::Orders, collateral.spot_orders != SpotOrders::Ignored),
    ];
    let of_model = match &rules.model {
        Model::TieredNotional(model) => of_notional(model),
        Model::WeightedHealth(model) => of_health(model),
        Model::OptionFormula(model) => of_formula(model),
        Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => of_grid(),
    };
    let optional = optional.into_iter().chain(of_model).filter(|(_, used)| *used).map(|(key, _)| key);
    always.into_iter().chain(optional).collect()
}

fn of_notional(model: &TieredNotional) -> Vec<(RuleKey, bool)> {
    let lists = !model.listings.is_empty();
    let isolates = model.listings.values().any(|listing| listing.modes != Modes::CrossOnly);
    let tiers = model.tables.values().any(|table| matches!(table, Schedule::Tiers(_)));
    let orders = model.orders.counted.all().into_iter().any(|rule| *rule != OrderRule::Ignored);
    vec![
        (RuleKey::Unrealised, lists),
        (RuleKey::Notional, lists),
        (RuleKey::Isolated, isolates),
        (RuleKey::Tiers, tiers),
        (RuleKey::Profit, model.profit.is_some()),
        (RuleKey::Orders, orders || model.orders.each != Usd::ZERO),
        (RuleKey::Account, model.account.is_some()),
        (RuleKey::Keeper, model.keeper.is_some()),
    ]
}

fn of_health(model: &WeightedHealth) -> Vec<(RuleKey, bool)> {
    let lists = !model.contracts.is_empty();
    vec![
        (RuleKey::Unrealised, lists),
        (RuleKey::Notional, lists),
        (RuleKey::Settlement, model.settlement.is_some()),
        (RuleKey::Spread, model.spread.is_some()),
    ]
}

fn of_formula(model: &OptionFormula) -> Vec<(RuleKey, bool)> {
    let own =
        [(RuleKey::OptionValue, true), (RuleKey::Notional, true), (RuleKey::Relief, model.relief != Relief::None)];
    of_notional(&model.linear).into_iter().chain(own).collect()
}

fn of_grid() -> Vec<(RuleKey, bool)> {
    [RuleKey::OptionValue, RuleKey::Unrealised, RuleKey::Notional, RuleKey::Scenarios].map(|key| (key, true)).into()
}

/// Whether a haircut is the same share of every dollar.
pub(super) fn is_flat(haircut: &Haircut) -> bool {
    matches!(haircut, Haircut::Flat(_))
}
