//! The page of results.

mod advice;
mod summary;
mod table;

use super::calibration::split;
use super::history::PIECES;
use super::ranges::{Moment, Side, Tools, moments};
use super::score::{RISES, Score, score, swings, worst};
use super::{History, Parameters, Test, too_short};
use margin_core::rules::{Latency, SensitivityLoss};
use margin_core::time::Date;
use margin_statistics::coverage::Zone;
use std::io;
use table::{Table, chance, number, share, times};

/// What everybody remembers; the last price of the day before is the one that ranges are of.
const REMEMBERED: [(i32, u8, u8); 5] = [(2020, 3, 12), (2021, 5, 19), (2022, 11, 8), (2022, 11, 9), (2025, 10, 10)];

const SECONDS_OF_AN_HOUR: f64 = 3600.0;
const HOURS_OF_A_DAY: f64 = 24.0;

/// How many of the worst exceptions are shown.
const WORST: usize = 5;

/// One asset's history and what it comes to.
pub(super) struct Tested<'h> {
    history: &'h History,
    moments: Vec<Moment>,
}

/// The whole page.
///
/// # Errors
/// Histories that are too short, or what the engine finds wrong.
pub(super) fn page(histories: &[History], pieces: &[History], parameters: &Parameters) -> io::Result<String> {
    let test = |history| Ok(Tested { history, moments: moments(history, parameters)? });
    let tested: Vec<Tested> = histories.iter().map(test).collect::<io::Result<_>>()?;
    let shorter_test = in_pieces(parameters);
    let test = |history| Ok(Tested { history, moments: moments(history, &shorter_test)? });
    let pieces: Vec<Tested> = pieces.iter().map(test).collect::<io::Result<_>>()?;
    let sections = || {
        Some([
            introduction(parameters),
            summary::summary(&tested, parameters.test.confidence)?,
            data(&tested)?,
            coverage(&tested, parameters.test.confidence)?,
            remembered(&tested),
            exceptions(&tested),
            procyclicality(&tested, parameters.test.horizon_days)?,
            out_of_sample(&tested, parameters)?,
            shorter(&pieces, parameters)?,
            advice::advice(&tested, histories, parameters)?,
        ])
    };
    sections().map(|sections| table::wrapped(&sections.join("\n"))).ok_or_else(too_short)
}

fn introduction(parameters: &Parameters) -> String {
    let Parameters { test, rules, model } = parameters;
    let Test { confidence, decay, horizon_days, stressed_days, look_back_days, .. } = test;
    let (ranges, buffer) = (model.ranges, model.buffer);
    format!(
        "# Back-test of the range that follows volatility\n\n\
         `cargo xtask backtest` writes this page from stored prices; the same prices give the same page, byte for byte.\n\n\
         - **BACK-01** Range = quantile × volatility × √horizon, as a share of the price at the end of a day: {} × \
         volatility × √{horizon_days} day. It is held against what one unit, long or short, loses over that horizon, price \
         against price, without leverage, fees or funding. It should be enough on {} of all days.\n\
         - **BACK-02** Volatility² = decay × volatility² + (1 − decay) × return², with a decay of {}; known at the end of the \
         day before.\n\
         - **BACK-03** Floor and stress: volatility = the largest of floor, volatility and (1 − {}) × volatility + {} × \
         stressed. Floor: volatility of all returns of the last {look_back_days} days, or of as many as there are. Stressed: \
         that of the worst {stressed_days} days in a row among them. Both are taken anew each day from the days before: nothing \
         is known early. The regulation asks for ten years and a quarter (Delegated Regulation (EU) 153/2013, article 28).\n\
         - **BACK-04** Buffer: {} × the range, less {} × what the range is more than it would be were the volatility not above \
         {} × the floor, as long as the buffer lasts.\n\
         - **BACK-05** Without tools it is the bare range, with floor and stress what maintenance requires for price, with the \
         buffer what initial requires.\n\n\
         The model is that of the rules `{rules}`, evaluated by the engine for one unit at a price of 1: jumps and the time to \
         sell are put to nothing, and the range ends at {} of the price. Its latencies come to {} hours and are put to a day, \
         because prices before March 2024 are known once a day; over the latencies alone a range is {} as wide, and is tested \
         below where prices allow.\n",
        number(ranges.quantile.get(), 2),
        share(*confidence, 0),
        number(*decay, 2),
        number(ranges.stress_weight.get(), 2),
        number(ranges.stress_weight.get(), 2),
        number(buffer.share.get(), 2),
        number(buffer.drawn.get(), 2),
        number(buffer.drawn_from.get(), 1),
        share(ranges.most.get(), 0),
        number(latency_hours(model), 1),
        share((latency_hours(model) / HOURS_OF_A_DAY / *horizon_days as f64).sqrt(), 0),
    )
}

fn data(tested: &[Tested]) -> Option<String> {
    let mut table = Table::new(&["asset", "first day", "first tested", "last day", "tested"]);
    for Tested { history, moments } in tested {
        let days = [history.days.first()?.date, moments.first()?.until, history.days.last()?.date];
        let [first, tested, last] = days.map(|date: Date| date.to_string());
        table.row([history.asset.to_owned(), first, tested, last, moments.len().to_string()]);
    }
    Some(format!(
        "## Prices\n\n\
         Daily prices in dollars from an aggregator until 31 December 2024, then a spot exchange's four-hour candles against \
         a dollar stablecoin, joined to days from midnight to midnight UTC. Where both are known their closes differ by less \
         than 0.8 %. What an aggregator calls a day's highest and lowest price is surer in later years than in early ones.\n\n{table}"
    ))
}

fn coverage(tested: &[Tested], confidence: f64) -> Option<String> {
    let heads = [
        "asset",
        "side",
        "tools",
        "days",
        "exceptions",
        "expected",
        "Kupiec LR",
        "p",
        "Christoffersen LR",
        "p",
        "both: p",
        "zone",
        "worst 250 days",
        "on the way",
    ];
    let mut table = Table::new(&heads);
    for Tested { history, moments } in tested {
        for (side, tools) in Side::ALL.into_iter().flat_map(|side| Tools::ALL.map(|tools| (side, tools))) {
            let score = score(moments, side, tools, confidence)?;
            table.row(scored(history.asset, side, tools, &score));
        }
    }
    Some(format!(
        "## Coverage\n\n\
         An exception is a day whose loss at its last price was beyond the range. Kupiec asks whether there are as many as \
         there should be, Christoffersen whether one is likelier after another; below a p of 0.05 the answer is no. Kupiec says \
         no to too few as well: with tools there are far fewer than planned, which is what tools are for, and what they \
         cost. The zone is the Basel Committee's, from the binomial law of so many days; its own 250 days are those with the \
         most exceptions. \"On the way\" counts days whose worst price was beyond the range, whatever the last one was: a \
         position is liquidated on the way.\n\n{table}"
    ))
}

fn scored(asset: &str, side: Side, tools: Tools, score: &Score) -> [String; 14] {
    let (worst, zone) = score.worst_window;
    [
        asset.to_owned(),
        side.name().to_owned(),
        tools.name().to_owned(),
        score.observations.to_string(),
        score.exceptions.to_string(),
        number(score.expected, 1),
        number(score.frequency.statistic, 2),
        chance(score.frequency.p_value),
        number(score.independence.statistic, 2),
        chance(score.independence.p_value),
        chance(score.together.p_value),
        colour(score.zone).to_owned(),
        format!("{worst}, {}", colour(zone)),
        score.on_the_way.to_string(),
    ]
}

fn colour(zone: Zone) -> &'static str {
    match zone {
        Zone::Green => "green",
        Zone::Yellow => "yellow",
        Zone::Red => "red",
    }
}

fn remembered(tested: &[Tested]) -> String {
    let mut table =
        Table::new(&["day", "asset", "long lost", "at worst", "bare", "floor, stress", "with buffer", "covered"]);
    for (date, Tested { history, moments }) in
        remembered_days().flat_map(|date| tested.iter().map(move |each| (date, each)))
    {
        let Some(moment) = moments.iter().find(|moment| moment.until == date) else {
            let none = || "no history".to_owned();
            table.row([date.to_string(), history.asset.to_owned(), none(), none(), none(), none(), none(), none()]);
            continue;
        };
        let [bare, kept, buffered] = Tools::ALL.map(|tools| moment.range(tools));
        let losses = [moment.loss(Side::Long), moment.worst_loss(Side::Long)];
        let [lost, worst, bare, kept, buffered, covered] = [
            share(losses[0], 1),
            share(losses[1], 1),
            share(bare, 1),
            share(kept, 1),
            share(buffered, 1),
            covered(losses, [bare, kept, buffered]).to_owned(),
        ];
        table.row([date.to_string(), history.asset.to_owned(), lost, worst, bare, kept, buffered, covered]);
    }
    format!(
        "## Days that are remembered\n\n\
         What a long unit lost against the price at the end of the day before, at the day's last and at its worst price, and \
         what was required the evening before.\n\n{table}"
    )
}

fn remembered_days() -> impl Iterator<Item = Date> {
    REMEMBERED.iter().filter_map(|(year, month, day)| Date::new(*year, *month, *day))
}

/// The least that covered the last and the worst price.
fn covered([last, worst]: [f64; 2], [bare, kept, buffered]: [f64; 3]) -> &'static str {
    match (last, worst) {
        (_, worst) if worst <= bare => "by the bare range, at the worst price too",
        (_, worst) if worst <= kept => "with floor and stress, at the worst price too",
        (_, worst) if worst <= buffered => "with the buffer, at the worst price too",
        (last, _) if last <= bare => "by the bare range at the last price, not at the worst",
        (last, _) if last <= kept => "with floor and stress at the last price, not at the worst",
        (last, _) if last <= buffered => "with the buffer at the last price, not at the worst",
        _ => "**no**",
    }
}

fn exceptions(tested: &[Tested]) -> String {
    let mut table = Table::new(&["asset", "side", "tools", "worst days: loss against range"]);
    for Tested { history, moments } in tested {
        for (side, tools) in Side::ALL.into_iter().flat_map(|side| Tools::ALL.map(|tools| (side, tools))) {
            let days = worst_days(moments, side, tools, WORST);
            table.row([history.asset.to_owned(), side.name().to_owned(), tools.name().to_owned(), days]);
        }
    }
    format!("## The worst exceptions\n\nBy loss as a multiple of the range, the largest first.\n\n{table}")
}

fn worst_days(moments: &[Moment], side: Side, tools: Tools, count: usize) -> String {
    let day = |moment: &&Moment| {
        let (loss, range) = (moment.loss(side), moment.range(tools));
        format!("{}: {} against {}", moment.until, share(loss, 1), share(range, 1))
    };
    let days: Vec<String> = worst(moments, side, tools, count).iter().map(day).collect();
    if days.is_empty() { "none".to_owned() } else { days.join("; ") }
}

fn procyclicality(tested: &[Tested], horizon: usize) -> Option<String> {
    let mut table =
        Table::new(&["asset", "tools", "mean range", "peak ÷ trough", "rise in 1 day", "5 days", "20 days"]);
    for Tested { history, moments } in tested {
        for tools in Tools::ALL {
            let swings = swings(moments, tools, horizon)?;
            let rise = |place: usize| {
                let rise = &swings.rises[place];
                format!("{} ({} of the price)", share(rise.relative, 0), share(rise.absolute, 1))
            };
            let [one, five, twenty] = [0, 1, 2].map(rise);
            let (mean, peak) = (share(swings.mean, 1), times(swings.peak_to_trough));
            table.row([history.asset.to_owned(), tools.name().to_owned(), mean, peak, one, five, twenty]);
        }
    }
    let days = RISES.map(|days| days.to_string()).join(", ");
    Some(format!(
        "## Procyclicality\n\n\
         Ranges as shares of the price, so that a price that rises a hundredfold does not count as a rise. The largest rise \
         over {days} days as a share of the range before, and in brackets the largest in points of the price, each at its own \
         worst moment.\n\n{table}"
    ))
}

fn out_of_sample(tested: &[Tested], parameters: &Parameters) -> Option<String> {
    let heads =
        ["asset", "side", "fitted until", "quantile", "tested days", "exceptions", "expected", "Kupiec p", "zone"];
    let mut table = Table::new(&heads);
    for Tested { history, moments } in tested {
        for side in Side::ALL {
            let split = split(moments, side, parameters)?;
            let score = split.score;
            let until = moments.get(moments.len() / 2 - 1)?.until.to_string();
            table.row([
                history.asset.to_owned(),
                side.name().to_owned(),
                until,
                number(split.quantile, 2),
                score.observations.to_string(),
                score.exceptions.to_string(),
                number(score.expected, 1),
                chance(score.frequency.p_value),
                colour(score.zone).to_owned(),
            ]);
        }
    }
    Some(format!(
        "## A quantile that did not know the future\n\n\
         The quantile above was chosen from the same days that it is tested on. Here each side's is the one that would have \
         been enough in the first half of the days, bare, and is tested on the second half.\n\n{table}"
    ))
}

fn latency_hours(model: &SensitivityLoss) -> f64 {
    let Latency { oracle_seconds, execution_seconds, settlement_seconds } = model.latency;
    (oracle_seconds + execution_seconds + settlement_seconds) / SECONDS_OF_AN_HOUR
}

/// Pieces of a day that the rules' latencies take, rounded up.
fn pieces_of_latency(model: &SensitivityLoss) -> usize {
    let pieces = latency_hours(model) * PIECES as f64 / HOURS_OF_A_DAY;
    (pieces.ceil() as usize).max(1)
}

/// The parameters where a piece stands for a day: volatilities are per root of a piece.
fn in_pieces(parameters: &Parameters) -> Parameters {
    let test = &parameters.test;
    let test = Test {
        decay: libm::pow(test.decay, 1.0 / PIECES as f64),
        horizon_days: pieces_of_latency(&parameters.model),
        stressed_days: test.stressed_days * PIECES,
        look_back_days: test.look_back_days * PIECES,
        warm_up_days: test.warm_up_days * PIECES / 2,
        ..*test
    };
    Parameters { test, ..parameters.clone() }
}

/// The same over the rules' own horizon.
fn shorter(pieces: &[Tested], parameters: &Parameters) -> Option<String> {
    let (confidence, hours) = (parameters.test.confidence, pieces_of_latency(&parameters.model) * 24 / PIECES);
    let heads =
        ["asset", "side", "tools", "times", "exceptions", "expected", "Kupiec p", "Christoffersen p", "zone", "worst"];
    let mut table = Table::new(&heads);
    for Tested { history, moments } in pieces {
        for (side, tools) in Side::ALL.into_iter().flat_map(|side| Tools::ALL.map(|tools| (side, tools))) {
            let score = score(moments, side, tools, confidence)?;
            table.row([
                history.asset.to_owned(),
                side.name().to_owned(),
                tools.name().to_owned(),
                score.observations.to_string(),
                score.exceptions.to_string(),
                number(score.expected, 1),
                chance(score.frequency.p_value),
                chance(score.independence.p_value),
                colour(score.zone).to_owned(),
                worst_days(moments, side, tools, 1),
            ]);
        }
    }
    Some(format!(
        "## Over the rules' own horizon\n\n\
         The same quantile over {hours} hours, which the rules' latencies come to in whole four-hour candles, from March 2024 on, \
         the first half year to warm up: a volatility per root of four hours, its decay the sixth root. It asks whether a \
         quantile that is enough for days is enough for hours, whose returns have fatter tails.\n\n{table}"
    ))
}
