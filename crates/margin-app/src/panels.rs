//! The panels of the desk: each shows one thing of the portfolio, and reads only memos.

pub mod book;
pub mod chain;
pub mod changes;
pub mod chart;
pub mod compare;
pub mod dials;
pub mod efficiency;
pub mod examples;
pub mod goal;
pub mod greeks;
pub mod header;
pub mod heat;
pub mod help;
pub mod import;
pub mod ladder;
pub mod line;
pub mod notices;
pub mod parameters;
pub mod rules;
pub mod scenarios;
pub mod shown;
pub mod stated;
pub mod surface;
pub mod timeline;
pub mod waterfall;
pub mod working;
