//! What can be said of venues beside each other.

use crate::compare::Column;
use crate::text::english::compare as english;
use margin_core::compare::Criterion;
use margin_core::report::Level;

keys! {
    /// What is said of venues and their rows.
    compare says CompareText<'a> -> String {
        Title { venue: &'a str, product: &'a str },
        RulesOf { date: &'a str },
        Column(Column),
        /// What a column's figures mean.
        Explained(Column),
        /// The venue that the desk stands under.
        Now { grade: &'a str },
        Closed { grade: &'a str },
        Reference { grade: &'a str },
        HasClosed { venue: &'a str },
        Established { date: &'a str, grade: &'a str },
        /// How many of so many parts are not taken.
        Without { count: usize, of: usize },
        LeftOut { name: &'a str, why: &'a str },
        NotAccepted,
        NothingTaken,
        ShortOfDollars { needed: &'a str, held: &'a str },
        NoDollarAsset,
        NoBest { of: usize },
        Listed { names: &'a [&'a str], more: usize },
        UnderNow,
        Reach { asset: &'a str, change: &'a str },
        Counts { name: &'a str },
        Requires { name: &'a str },
        Alone { name: &'a str, level: Level },
        Together { level: Level },
    }

    /// What was taken as given so that venues can be compared.
    given says GivenText<'a> -> String {
        SameMarket,
        SetAside { name: &'a str, dollars: &'a str },
        Joined { asset: &'a str, dollars: &'a str },
        LeverageLowered { name: &'a str, maximum: &'a str },
        Exchanged { from: &'a str, to: &'a str },
        WithoutCategory { category: &'a str },
    }

    /// What is said of a split over two venues.
    split says SplitText<'a> -> String {
        HeldAt { venue: &'a str },
        AllAt { venue: &'a str },
        Cost,
        Buffer,
        Total,
        NotAll,
        Saves { saved: &'a str, share: &'a str },
        NothingSaved,
        NeitherTakesAll,
        OnlyAt { venue: &'a str },
        NotTaken { names: &'a str },
        VolatilityUnknown { asset: &'a str },
        TransferOutside,
    }
}

/// Which venue is best by a criterion, and by how much of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BestText<'a> {
    pub(crate) names: &'a str,
    /// How many venues share the first place.
    pub(crate) count: usize,
    /// How many venues take the whole portfolio.
    pub(crate) of: usize,
    pub(crate) figure: &'a str,
    pub(crate) criterion: Criterion,
}

impl BestText<'_> {
    /// The words.
    pub(crate) fn say(self) -> String {
        english::best(self)
    }
}
