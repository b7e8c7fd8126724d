//! One health number: weighted balances, perpetuals that settle into one of them, and orders that rest on spot markets.

mod liquidated;

use crate::families::account::Account;
use crate::families::stated::terms;
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::id::PositionId;
use margin_core::report::{Level, Levels};
use margin_core::rules::{AssetTerms, ContractWeights, Crowding, PriceRule, Rate, SpotOrders};
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// The tokens of the venue's tests with their prices and the distance of their initial weights from 1, and their
/// perpetual: its price, lot, weights and the share of its surplus that counts. A vector may state them instead.
const TOKENS: [&str; 3] = ["TOKEN1", "TOKEN2", "TOKEN3"];
const PRICES: [f64; 3] = [1.0, 5.0, 10.0];
const OFFSETS: [f64; 3] = [0.2, 0.5, 0.5];
const PERP: [f64; 3] = [5.0, 10.0, 0.95];
const PERP_WEIGHTS: [f64; 2] = [0.8, 1.2];

/// The names of the orders of the markets of the second and the third token against the first.
const MARKETS: [(usize, &str, &str, &str); 2] = [
    (1, "open_orders_12_quote_base", "highest_placed_bid_12", "lowest_placed_ask_12"),
    (2, "open_orders_13_quote_base", "highest_placed_bid_13", "lowest_placed_ask_13"),
];

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "init_health" => Ok(Answer::Number(account(inputs, key)?.excess(Level::Initial)?)),
        "asset_weight" | "liab_weight" => leverage_weight(inputs, key),
        _ if key.contains("_health_at_") => at_price(inputs, key),
        _ => liquidated::answer(inputs, key),
    }
}

/// Balances at their weights, the perpetual, and the orders that rest.
fn account(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let list = |name: &str, default: [f64; 3]| inputs.numbers(&[name]).unwrap_or_else(|| default.to_vec());
    let (prices, offsets) = (list("prices", PRICES), list("init_weight_offset", OFFSETS));
    let mut balances = match inputs.numbers(&["tokens"]) {
        Some(tokens) => tokens,
        None => vec![need(inputs, &["token1"], key)?, need(inputs, &["token2"], key)?],
    };
    let orders = inputs.within(&["oo"]);
    if let Some(orders) = &orders {
        // What is free to be withdrawn from the market counts as a balance.
        for (balance, free) in balances.iter_mut().zip(["pc_free", "coin_free"]) {
            *balance += need(orders, &[free], key)?;
        }
    }
    let mut account = Account::settling_in(TOKENS[0], terms(Levels::both(1.0), Levels::both(1.0)));
    let scales = inputs.value(&["weight_scale"]).and_then(|scales| scales.as_array());
    for (place, (name, balance)) in TOKENS.iter().zip(&balances).enumerate() {
        let [Some(price), Some(offset)] = [prices.get(place), offsets.get(place)] else { continue };
        let own = terms(Levels::both(1.0 - offset), Levels::both(1.0 + offset));
        let scale = scales.and_then(|scales| scales.get(place)).filter(|scale| !scale.is_null());
        let field = |name: &str| scale.and_then(|scale| number(scale.get(name)?));
        account.hold_asset(
            name,
            *balance,
            *price,
            crowded(own, field("deposit_scale_start"), field("borrow_scale_start")),
        );
        let quote = account.quote(name);
        quote.deposits = field("deposits").map(Quantity::new);
        quote.debts = field("borrows").map(Quantity::new);
    }
    perpetual(&mut account, inputs, key)?;
    account.rules.collateral.spot_orders = SpotOrders::Reserved { quote: TOKENS[0].into() };
    match &orders {
        Some(orders) => {
            let locked = |all: &str, free: &str| Ok(need(orders, &[all], key)? - need(orders, &[free], key)?);
            rest(&mut account, 1, [locked("pc_total", "pc_free")?, locked("coin_total", "coin_free")?], [None, None]);
        }
        None => {
            for (token, orders, bid, ask) in MARKETS {
                let Some(&[quote, base]) = inputs.numbers(&[orders]).as_deref() else { continue };
                rest(&mut account, token, [quote, base], [bid, ask].map(|name| inputs.number(&[name])));
            }
        }
    }
    Ok(account)
}

/// Orders that hold back amounts of the quote and of the base, at the placed prices or at the index.
fn rest(account: &mut Account, token: usize, [quote, base]: [f64; 2], [bid, ask]: [Option<f64>; 2]) {
    let index = account.quote(TOKENS[token]).index.get();
    let (bid, ask) = (bid.unwrap_or(index), ask.unwrap_or(index));
    if quote > 0.0 {
        account.spot_order(TOKENS[token], quote / bid, bid);
    }
    if base > 0.0 {
        account.spot_order(TOKENS[token], -base, ask);
    }
}

fn crowded(own: AssetTerms, deposits: Option<f64>, debts: Option<f64>) -> AssetTerms {
    let crowding = Crowding { deposits_above: deposits.map(Usd::new), debts_above: debts.map(Usd::new) };
    let crowding = (deposits.is_some() || debts.is_some()).then_some(crowding);
    AssetTerms { crowding, ..own }
}

fn weights([long, short]: [f64; 2], surplus: f64) -> ContractWeights {
    let both = |weight: f64| Levels::both(Ratio::new(weight));
    ContractWeights { long: both(long), short: both(short), surplus: both(surplus) }
}

/// The perpetual with its orders; what it has paid and received is stated and not its entry. Fills that are not
/// processed yet count as done.
fn perpetual(account: &mut Account, inputs: &Inputs, key: &str) -> Result<(), Unanswered> {
    let Some(perp) = inputs.within(&["perp"]) else { return Ok(()) };
    let [price, lot, surplus] = PERP;
    let price = perp.number(&["price"]).unwrap_or(price);
    let lot = perp.number(&["base_lot_size"]).unwrap_or(lot);
    let surplus = perp.number(&["overall_asset_weight_init"]).unwrap_or(surplus);
    let [long, short] = PERP_WEIGHTS;
    let stated = perp.numbers(&["base_weight_init"]).unwrap_or_else(|| vec![long, short]);
    let [long, short] = [stated.first().copied().unwrap_or(long), stated.get(1).copied().unwrap_or(short)];
    let lots = match perp.numbers(&["base_lots_quote_bids_asks"]) {
        Some(lots) => lots,
        None => {
            let beside = perp.number(&["taker_quote_lots"]).unwrap_or(0.0) * perp.number(&["quote_lot"]).unwrap_or(1.0);
            let base = need(&perp, &["base_lots"], key)? + perp.number(&["taker_base"]).unwrap_or(0.0);
            let quote = need(&perp, &["quote"], key)? + beside;
            vec![base, quote, need(&perp, &["bids"], key)?, need(&perp, &["asks"], key)?]
        }
    };
    let &[base, quote, bids, asks] = lots.as_slice() else { return Err(unknown(inputs, key)) };
    let position = paid(account, base * lot, price, quote, weights([long, short], surplus));
    account.order(position, bids * lot);
    account.order(position, -asks * lot);
    Ok(())
}

/// A perpetual of which the balance that opening it left is known.
fn paid(account: &mut Account, base: f64, price: f64, quote: f64, weights: ContractWeights) -> PositionId {
    let position = account.open_weighed([base, price, price], weights);
    account.accrue(position, quote + base * price);
    position
}

/// A balance of dollars and a perpetual, at one of several prices.
fn at_price(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (level, price) = key.split_once("_health_at_").ok_or_else(|| unknown(inputs, key))?;
    let level = if level == "init" { Level::Initial } else { Level::Maintenance };
    let price = price.parse().map_err(|_| unknown(inputs, key))?;
    let stated = inputs.within(&["weights"]).ok_or_else(|| unknown(inputs, key))?;
    let [initial, maintenance] = [need(&stated, &["init"], key)?, need(&stated, &["maint"], key)?].map(Ratio::new);
    let one = Levels::both(Ratio::new(1.0));
    let whole = Ratio::new(2.0);
    let short = Levels { initial: whole - initial, maintenance: whole - maintenance };
    let weights = ContractWeights { long: Levels { initial, maintenance }, short, surplus: one };
    let dollars = terms(Levels::both(1.0), Levels::both(1.0));
    let mut account = Account::settling_in(TOKENS[0], dollars.clone());
    account.hold_asset(TOKENS[0], need(inputs, &["usdc"], key)?, 1.0, dollars);
    let [size, entry] = [need(inputs, &["btc_perp_long"], key)?, need(inputs, &["entry"], key)?];
    account.open_weighed([size, price, entry], weights);
    Ok(Answer::Number(account.excess(level)?))
}

/// What a leverage makes of a deposit and of a debt: its rate off the one, and added to the other as a rate that the
/// trader asked for.
fn leverage_weight(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let rate = Rate::OneOver(Ratio::new(need(inputs, &["leverage"], key)?)).share();
    let mut account = Account::empty();
    account.portfolio.own_initial = Some(rate);
    let terms = terms(Levels::both(1.0 - rate.get()), Levels::both(1.0));
    let quantity = if key == "asset_weight" { 1.0 } else { -1.0 };
    let held = account.hold_asset(TOKENS[0], quantity, 1.0, terms);
    Ok(Answer::Number(account.weight(held, Level::Initial)?))
}

/// Two balances under the terms that a vector states for an asset and for a debt.
fn stable(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let mut account = Account::empty();
    account.rules.collateral.prices = Levels { initial: PriceRule::WorseOfReference, maintenance: PriceRule::Index };
    for (side, name) in [("asset", TOKENS[0]), ("liab", TOKENS[1])] {
        let stated = inputs.within(&[side]).ok_or_else(|| unknown(inputs, key))?;
        let [initial, maintenance] = [need(&stated, &["init_w"], key)?, need(&stated, &["maint_w"], key)?];
        let weight = Levels { initial, maintenance };
        let own = if side == "asset" { terms(weight, Levels::both(1.0)) } else { terms(Levels::both(1.0), weight) };
        let bounds = ["deposit_scale_start", "borrow_scale_start"].map(|name| stated.number(&[name]));
        let amount = need(&stated, &["amount"], key)?;
        account.hold_asset(name, amount, need(&stated, &["oracle"], key)?, crowded(own, bounds[0], bounds[1]));
        let quote = account.quote(name);
        quote.reference = stated.number(&["stable"]).map(Price::new);
        quote.deposits = stated.number(&["bank_deposits"]).map(Quantity::new);
        quote.debts = stated.number(&["bank_borrows"]).map(Quantity::new);
    }
    Ok(account)
}
