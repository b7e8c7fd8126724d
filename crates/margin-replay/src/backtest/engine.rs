//! One unit of an asset, evaluated under the rules that are tested.

use super::Parameters;
use super::ranges::Tools;
use crate::families::account::Account;
use crate::outcome::Unanswered;
use margin_core::id::AssetId;
use margin_core::instrument::Instrument;
use margin_core::report::{Figure, Level};
use margin_core::rules::{Latency, Model, RiskTerms, SensitivityLoss};
use margin_core::units::{Price, Ratio, Usd, Volatility};
use std::io;

const DAYS_OF_A_YEAR: f64 = 365.0;
const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// Dollars traded in a day beside which one unit for a dollar takes no time to sell.
const VOLUME: f64 = 1e15;

/// A floor that nothing lies below.
const NO_FLOOR: f64 = 1e-9;

/// A portfolio of one long unit at a price of one dollar, so that dollars are shares of the price.
pub(crate) struct Engine {
    account: Account,
    asset: AssetId,
    model: SensitivityLoss,
}

/// Volatilities per root of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Volatilities {
    pub(crate) current: f64,
    pub(crate) floor: f64,
    pub(crate) stressed: f64,
}

impl Engine {
    /// The rules' model at the horizon that is tested, for price alone: jumps are a charge of their own.
    pub(crate) fn new(asset: &str, parameters: &Parameters) -> Self {
        let instrument = Instrument::perpetual(asset);
        let settlement_seconds = parameters.test.horizon_days as f64 * SECONDS_OF_A_DAY;
        let latency = Latency { settlement_seconds, ..Latency::default() };
        let mut account = Account::empty();
        account.open_listed(instrument, 1.0, Price::new(1.0));
        Self { account, asset: asset.into(), model: SensitivityLoss { latency, ..parameters.model.clone() } }
    }

    /// What one unit requires with each set of tools, as a share of its price.
    ///
    /// # Errors
    /// What the engine finds wrong.
    pub(crate) fn ranges(&mut self, volatilities: Volatilities) -> io::Result<[f64; 3]> {
        let Volatilities { current, floor, stressed } = volatilities;
        self.account.quote(self.asset.as_str()).volatility = Some(yearly(current));
        let bare = self.required(RiskTerms { floor: Volatility::new(NO_FLOOR), ..terms(current) }, Ratio::ZERO)?;
        let tooled = RiskTerms { floor: yearly(floor), ..terms(stressed.max(floor)) };
        let kept = self.required(tooled, self.model.ranges.stress_weight)?;
        Ok(Tools::ALL.map(|tools| match tools {
            Tools::None => bare[0],
            Tools::FloorAndStress => kept[0],
            Tools::Buffered => kept[1],
        }))
    }

    /// Maintenance and initial, with a weight of the stressed volatility.
    fn required(&mut self, terms: RiskTerms, weight: Ratio) -> io::Result<[f64; 2]> {
        let mut model = self.model.clone();
        model.underlyings.insert(self.asset.clone(), terms);
        model.ranges.stress_weight = weight;
        self.account.rules.model = Model::SensitivityLoss(model);
        let report = self.account.evaluate().map_err(|unanswered| match unanswered {
            Unanswered::Listed(reason) | Unanswered::Refused(reason) => io::Error::other(reason),
        })?;
        Ok([Level::Maintenance, Level::Initial].map(|level| report.total.requirement(level).value()))
    }
}

fn yearly(volatility: f64) -> Volatility {
    Volatility::new(volatility * DAYS_OF_A_YEAR.sqrt())
}

fn terms(stressed: f64) -> RiskTerms {
    let (stressed, daily_volume) = (yearly(stressed), Usd::new(VOLUME));
    RiskTerms { floor: stressed, stressed, daily_volume, jumps: Ratio::ZERO }
}
