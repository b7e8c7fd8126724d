//! A desk and its workings as text, one line for each row.

use margin_view::{Desk, LineView, LiquidationCell, PositionRow, Shown, Tone, Working};
use std::fmt::Write;

/// A desk as text. Narrow spaces are written as plain ones.
pub fn desk(desk: &Desk) -> String {
    let mut text = line(&desk.line);
    for row in &desk.holdings {
        let (value, haircut, counted) = (&row.value.text, &row.haircut.text, &row.counted.text);
        writeln!(text, "holding {} | {} | {value} | {haircut} | {counted} | {}", row.id, row.asset, row.note).unwrap();
    }
    for row in &desk.positions {
        text.push_str(&position(row));
    }
    for row in &desk.ladder {
        let tone = tone(row.tone);
        writeln!(text, "rung {} | {} | {} | {} |{tone} {}", row.asset, row.group, row.price, row.distance, row.words)
            .unwrap();
    }
    for fact in &desk.facts {
        writeln!(text, "fact {}: {} ({})", fact.name, fact.value.text, fact.explanation).unwrap();
    }
    for assumption in &desk.assumptions {
        writeln!(text, "assumed: {assumption}").unwrap();
    }
    plain(&text)
}

fn line(line: &LineView) -> String {
    let mut text = format!("{:?} | {} {} | {}\n", line.state, line.headline, line.excess.text, line.free_share);
    let LineView { equity, counted, initial, maintenance, leverage, .. } = line;
    let figures = [equity, counted, initial, maintenance, leverage].map(|shown| shown.text.as_str());
    writeln!(text, "equity, counts, initial, maintenance, leverage: {}", figures.join(" | ")).unwrap();
    let marks = [line.maintenance_mark, line.initial_mark, line.counted_mark].map(|mark| format!("{mark:.3}"));
    writeln!(text, "marks {}", marks.join(" ")).unwrap();
    for sentence in &line.sentences {
        writeln!(text, "-{} {}", tone(sentence.tone), sentence.text).unwrap();
    }
    writeln!(text, "summary: {}", line.summary).unwrap();
    text
}

fn position(row: &PositionRow) -> String {
    let PositionRow { mark, notional, unrealised, initial, maintenance, .. } = row;
    let figures = [mark, notional, unrealised, initial, maintenance].map(|shown| shown.text.as_str()).join(" | ");
    let liquidation = match &row.liquidation {
        LiquidationCell::None { words, why, .. } => format!("{words}: {why}"),
        LiquidationCell::Now { words, why, .. } => format!("{words}: {why}"),
        LiquidationCell::At { price, distance, others, tone: grave } => {
            format!("{} {distance}{} {others:?}", price.text, tone(*grave))
        }
    };
    format!("position {} | {} | {} | {figures} | {liquidation}\n", row.id, row.name, row.detail)
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Warning => " [warning]",
        Tone::Danger => " [danger]",
    }
}

/// A working as text.
pub fn working(working: &Working) -> String {
    let Shown { text: result, full, .. } = &working.result;
    plain(&format!("{result} = {full}\n{}", margin_view::copy_text(working)))
}

/// The text with plain spaces for narrow ones.
pub fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}
