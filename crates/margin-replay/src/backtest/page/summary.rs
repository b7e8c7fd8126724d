//! What the tables come to, in sentences.

use super::table::{share, times};
use super::{Tested, remembered_days};
use crate::backtest::ranges::{Side, Tools};
use crate::backtest::score::{score, swings};

/// The section.
pub(super) fn summary(tested: &[Tested], confidence: f64) -> Option<String> {
    let mut points = Vec::new();
    for tools in Tools::ALL {
        let mut scores = Vec::new();
        for Tested { moments, .. } in tested {
            for side in Side::ALL {
                scores.push(score(moments, side, tools, confidence)?);
            }
        }
        let [days, exceptions, on_the_way] = [
            scores.iter().map(|score| score.observations).sum::<usize>(),
            scores.iter().map(|score| score.exceptions).sum(),
            scores.iter().map(|score| score.on_the_way).sum(),
        ];
        points.push(format!(
            "- Tools: {}. All assets and sides together: {exceptions} exceptions on {days} days, {} where {} was planned; \
             {on_the_way} days went beyond the range on the way.",
            tools.name(),
            share(exceptions as f64 / days as f64, 2),
            share(1.0 - confidence, 0),
        ));
    }
    for Tested { history, moments } in tested {
        let [bare, kept] = [Tools::None, Tools::FloorAndStress].map(|tools| swings(moments, tools, 1));
        let (bare, kept) = (bare?, kept?);
        points.push(format!(
            "- {}: floor and stress make the mean range {} as large, the peak {} the trough instead of {}, and the largest rise in \
             a day {} instead of {}.",
            history.asset,
            times(kept.mean / bare.mean),
            times(kept.peak_to_trough),
            times(bare.peak_to_trough),
            share(kept.rises[0].relative, 0),
            share(bare.rises[0].relative, 0),
        ));
    }
    points.push(failures(tested));
    Some(format!("## In short\n\n{}\n", points.join("\n")))
}

/// The remembered days that nothing covered.
fn failures(tested: &[Tested]) -> String {
    let failure = |(date, tested): (_, &Tested)| {
        let moment = tested.moments.iter().find(|moment| moment.until == date)?;
        let multiple = moment.loss(Side::Long) / moment.range(Tools::Buffered);
        (multiple > 1.0).then(|| format!("{} on {date} ({} the range)", tested.history.asset, times(multiple)))
    };
    let days = remembered_days().flat_map(|date| tested.iter().map(move |each| (date, each)));
    let failed: Vec<String> = days.filter_map(failure).collect();
    match failed.is_empty() {
        true => {
            "- Of the days that are remembered, the range with its buffer covered all at their last price.".to_owned()
        }
        false => format!(
            "- Not covered at the last price, with everything that is required: {}. Volatility of days before cannot foresee such \
             a day; what is beyond the range is for the insurance fund and the liquidation that comes before the day's end.",
            failed.join("; ")
        ),
    }
}
