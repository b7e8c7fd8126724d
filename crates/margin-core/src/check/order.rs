//! Looks up what a resting order is for.

use crate::book::{Contract, Held, Resting};
use crate::check::{Check, Pockets};
use crate::id::{HoldingId, PositionId};
use crate::instrument::Kind;
use crate::portfolio::{MarginMode, Order};
use crate::problem::{OrderField, Place};
use crate::report::Assumption;
use crate::rules::SpotOrders;
use crate::units::{Price, Quantity};

impl<'a> Check<'a> {
    /// Puts an order to its contract or, where it is for an asset itself, to the asset.
    pub(super) fn order(&mut self, order: &'a Order, pockets: &mut Pockets<'a>) {
        match (order.instrument.kind, &self.rules.collateral.spot_orders) {
            (Kind::Spot, SpotOrders::Ignored) => self.assume(Assumption::OrdersIgnored),
            (Kind::Spot, SpotOrders::Filled { .. } | SpotOrders::Reserved { .. }) => {
                let held = [self.spot_order(order), self.order_quote()];
                held.into_iter().flatten().for_each(|held| pockets.hold(held));
            }
            (Kind::Perpetual | Kind::Future { .. } | Kind::Option { .. }, _) => {
                if let Some(contract) = self.contract_order(order) {
                    pockets.put(MarginMode::Cross, PositionId(0), contract);
                }
            }
        }
    }

    /// One resting order as a contract without legs.
    fn contract_order(&mut self, order: &'a Order) -> Option<Contract<'a>> {
        let resting = self.resting(order, 1.0);
        let at = Place::Order(order.id, OrderField::Instrument);
        let contract = self.contract(&order.instrument, at, MarginMode::Cross)?;
        Some(Contract { orders: vec![resting?], ..contract })
    }

    /// One resting order on an asset itself, with what the rules and the market say of the asset.
    fn spot_order(&mut self, order: &'a Order) -> Option<Held<'a>> {
        let (asset, at) = (&order.instrument.underlying, Place::Order(order.id, OrderField::Instrument));
        let multiplier = self.positive(at.clone(), order.instrument.multiplier.get());
        let resting = self.resting(order, multiplier?);
        let index = self.index(asset, at.clone());
        // No holding names the asset where it is only ordered.
        let id = HoldingId(u32::MAX.saturating_sub(order.id.0).saturating_sub(1));
        let held = self.held(asset, id, index?, at)?;
        Some(Held { orders: vec![resting?], ..held })
    }

    /// None of the asset that orders on assets are paid for with.
    fn order_quote(&mut self) -> Option<Held<'a>> {
        let quote = self.rules.collateral.spot_orders.quote()?;
        let index = self.index(quote, Place::Rules("collateral.spotOrders".into()))?;
        self.held(quote, HoldingId(u32::MAX), index, Place::Asset(quote.clone()))
    }

    fn resting(&mut self, order: &Order, multiplier: f64) -> Option<Resting> {
        let at = |field| Place::Order(order.id, field);
        let quantity = self.finite(at(OrderField::Quantity), order.quantity.get() * multiplier);
        let price = self.positive(at(OrderField::Price), order.price.get());
        Some(Resting { id: order.id, quantity: Quantity::new(quantity?), price: Price::new(price?) })
    }
}
