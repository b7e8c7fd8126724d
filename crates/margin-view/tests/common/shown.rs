//! A desk and its workings as text, one line for each row.

use margin_core::report::Levels;
use margin_view::{Desk, Levelled, LineView, LiquidationCell, PositionRow, Shown, Tone, Working};

/// A desk as text. Narrow spaces are written as plain ones.
pub fn desk(desk: &Desk) -> String {
    let mut text = line(&desk.line);
    for row in &desk.holdings {
        let (value, haircut) = (&row.value.text, &row.haircut.text);
        let required = row.required.as_ref().map_or(String::new(), |figure| format!("requires {} ", levelled(figure)));
        let counted = format!("{required}{}", levelled(&row.counted));
        text.push_str(&format!(
            "holding {} | {} | {value} | {haircut} | {counted} | {}\n",
            row.id, row.asset, row.note
        ));
    }
    for row in &desk.positions {
        text.push_str(&position(row));
    }
    for row in &desk.ladder {
        let tone = tone(row.tone);
        text.push_str(&format!(
            "rung {} | {} | {} | {} |{tone} {}\n",
            row.asset, row.group, row.price, row.distance, row.words
        ));
    }
    for fact in &desk.facts {
        text.push_str(&format!("fact {}: {} ({})\n", fact.name, fact.value.text, fact.explanation));
    }
    for assumption in &desk.assumptions {
        text.push_str(&format!("assumed: {assumption}\n"));
    }
    plain(&text)
}

fn line(line: &LineView) -> String {
    let mut text = format!("{:?} | {} {} | {}\n", line.state, line.headline, line.excess.text, line.free_share);
    let LineView { equity, counted, initial, maintenance, leverage, .. } = line;
    let counted = levelled(counted);
    let figures = [&equity.text, &counted, &initial.text, &maintenance.text, &leverage.text].map(String::as_str);
    text.push_str(&format!("equity, counts, initial, maintenance, leverage: {}\n", figures.join(" | ")));
    let Levels { initial, maintenance } = line.counted_marks;
    let kept = (maintenance != initial).then_some(maintenance);
    let marks = [line.maintenance_mark, line.initial_mark, initial].into_iter().chain(kept);
    text.push_str(&format!("marks {}\n", marks.map(|mark| format!("{mark:.3}")).collect::<Vec<_>>().join(" ")));
    for sentence in &line.sentences {
        text.push_str(&format!("-{} {}\n", tone(sentence.tone), sentence.text));
    }
    text.push_str(&format!("summary: {}\n", line.summary));
    text
}

fn levelled(figure: &Levelled) -> String {
    match &figure.maintenance {
        None => figure.initial.text.clone(),
        Some(kept) => format!("{} ({} to keep)", figure.initial.text, kept.text),
    }
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
