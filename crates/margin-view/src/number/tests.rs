use super::*;
use proptest::prelude::*;

/// German and, in Switzerland or France, space-grouped figures.
const GERMAN: Locale = Locale { decimal: ',', group: '.' };
const FRENCH: Locale = Locale { decimal: ',', group: NARROW_SPACE };
const SWISS: Locale = Locale { decimal: '.', group: '’' };
const LOCALES: [Locale; 4] = [Locale::ENGLISH, GERMAN, FRENCH, SWISS];
const EN: &Locale = &Locale::ENGLISH;

#[track_caller]
fn writes(written: impl Fn(f64) -> String, table: &[(f64, &str)]) {
    for (value, expected) in table {
        assert_eq!(written(*value), *expected, "{value}");
    }
}

#[test]
fn dollars_have_cents_only_below_a_thousand() {
    let nearest = |value| usd(Usd::new(value), Toward::Nearest, EN);
    writes(
        nearest,
        &[
            (0.0, "0"),
            (-0.0, "0"),
            (0.004, "0.00"),
            (-0.004, "0.00"),
            (12.34, "12.34"),
            (12.3, "12.30"),
            (999.994, "999.99"),
            (999.995, "1,000"),
            (1000.0, "1,000"),
            (128_400.4, "128,400"),
            (128_400.5, "128,401"),
            (-84_700.0, "−84,700"),
            (1e15, "1,000,000,000,000,000"),
            (f64::NAN, "not known"),
            (f64::INFINITY, "not known"),
            (f64::NEG_INFINITY, "not known"),
        ],
    );
}

#[test]
fn what_is_owned_rounds_down_and_what_is_required_up() {
    writes(
        |value| usd(Usd::new(value), Toward::Down, EN),
        &[(1_234.9, "1,234"), (-1_234.1, "−1,235"), (0.009, "0.00"), (-0.001, "−0.01"), (999.999, "999.99")],
    );
    writes(
        |value| usd(Usd::new(value), Toward::Up, EN),
        &[(1_234.1, "1,235"), (-1_234.9, "−1,234"), (0.001, "0.01"), (-0.009, "0.00"), (999.991, "1,000")],
    );
}

#[test]
fn the_noise_of_arithmetic_is_not_rounded_up() {
    writes(
        |value| usd(Usd::new(value), Toward::Up, EN),
        &[(11_000.000_000_000_002, "11,000"), (0.1 + 0.2, "0.30"), (11_000.000_001, "11,001"), (3.0 * 0.1, "0.30")],
    );
    writes(
        |value| usd(Usd::new(value), Toward::Down, EN),
        &[(10_999.999_999_999_998, "11,000"), (10_999.999_999, "10,999"), (0.29 - 5e-17, "0.29")],
    );
}

#[test]
fn prices_have_six_digits_and_every_whole_one() {
    writes(
        |value| price(Price::new(value), EN),
        &[
            (79_666.1, "79,666.1"),
            (79_666.14, "79,666.1"),
            (0.003_602, "0.003602"),
            (2_482.8, "2,482.8"),
            (4_000.0, "4,000"),
            (1.0, "1"),
            (0.5, "0.5"),
            (123_456.7, "123,457"),
            (12_345_678.9, "12,345,679"),
            (99_999.96, "100,000"),
            (0.000_012_345_678, "0.0000123457"),
            (f64::NAN, "not known"),
        ],
    );
}

#[test]
fn quantities_are_written_in_full_with_their_sign() {
    writes(
        |value| quantity(Quantity::new(value), EN),
        &[(1.5, "+1.5"), (-12.0, "−12"), (0.0, "0"), (1_234.567_8, "+1,234.5678"), (f64::INFINITY, "not known")],
    );
    writes(|value| amount(Quantity::new(value), EN), &[(12.5, "12.5"), (-40_000.0, "−40,000")]);
}

#[test]
fn shares_are_written_in_percent() {
    let narrow = |text: &str| text.replace(' ', "\u{202f}");
    let cases = [(0.182, "18.2 %"), (0.0, "0.0 %"), (-0.182, "−18.2 %"), (1.0, "100.0 %"), (0.181_99, "18.2 %")];
    for (value, expected) in cases {
        assert_eq!(percent(Ratio::new(value), 1, Toward::Nearest, EN), narrow(expected));
    }
    assert_eq!(percent(Ratio::new(0.0125), 0, Toward::Up, EN), narrow("2 %"));
    assert_eq!(percent(Ratio::new(0.29), 0, Toward::Down, EN), narrow("29 %"), "0.29 × 100 is below 29 in binary");
    assert_eq!(share(Ratio::new(0.15), 2, Toward::Up, EN), narrow("15 %"));
    assert_eq!(share(Ratio::new(0.0125), 2, Toward::Up, EN), narrow("1.25 %"));
    assert_eq!(change(Ratio::new(0.41), 1, Toward::Nearest, EN), narrow("+41.0 %"));
    assert_eq!(change(Ratio::new(-0.182), 1, Toward::Nearest, EN), narrow("−18.2 %"));
    assert_eq!(change(Ratio::new(f64::NAN), 1, Toward::Nearest, EN), "not known");
}

#[test]
fn multiples_and_short_numbers() {
    writes(
        |value| multiple(Ratio::new(value), EN),
        &[(3.41, "3.4×"), (5.0, "5×"), (0.0, "0×"), (f64::NAN, "not known")],
    );
    writes(
        |value| abbreviated(value, 3, EN),
        &[
            (48_000.0, "48k"),
            (1_234_567.0, "1.23m"),
            (999.9, "1k"),
            (999_999.0, "1m"),
            (-2.5e9, "−2.5b"),
            (0.0, "0"),
            (12.34, "12.3"),
            (0.001_234_5, "0.00123"),
            (5e13, "50,000b"),
        ],
    );
}

#[test]
fn full_numbers_are_grouped_in_every_locale() {
    let table = [
        (Locale::ENGLISH, "−1,234,567.89"),
        (GERMAN, "−1.234.567,89"),
        (FRENCH, "−1\u{202f}234\u{202f}567,89"),
        (SWISS, "−1’234’567.89"),
    ];
    for (locale, expected) in table {
        assert_eq!(full(-1_234_567.89, &locale), expected);
    }
    writes(|value| full(value, EN), &[(1e20, "100,000,000,000,000,000,000"), (1e21, "1e21"), (1.5e-300, "1.5e−300")]);
    assert_eq!(full(2.5e300, &GERMAN), "2,5e300");
}

#[track_caller]
fn reads(table: &[(&Locale, &str, f64)]) {
    for (locale, text, expected) in table {
        assert_eq!(parse(text, locale), Ok(*expected), "{text:?} in {locale:?}");
    }
}

#[test]
fn separators_of_every_kind_are_understood() {
    reads(&[
        (EN, "1234.5", 1_234.5),
        (EN, "1,234.5", 1_234.5),
        (EN, " 1,234,567 ", 1_234_567.0),
        (EN, "1 234.5", 1_234.5),
        (EN, "1\u{202f}234\u{202f}567", 1_234_567.0),
        (EN, "1\u{a0}234", 1_234.0),
        (EN, "1_234", 1_234.0),
        (EN, "1'234", 1_234.0),
        (EN, "1’234.50", 1_234.5),
        (EN, ".5", 0.5),
        (EN, "5.", 5.0),
        (EN, "007", 7.0),
        (&GERMAN, "1.234,5", 1_234.5),
        (&GERMAN, "1.234", 1_234.0),
        (&GERMAN, "1,5k", 1_500.0),
        (&GERMAN, "0,5", 0.5),
        (&FRENCH, "1 234 567,8", 1_234_567.8),
        (&FRENCH, "−1\u{202f}234,5", -1_234.5),
        (&SWISS, "1'234.5", 1_234.5),
    ]);
}

#[test]
fn units_currencies_and_signs_are_understood() {
    reads(&[
        (EN, "12k", 12_000.0),
        (EN, "12 K", 12_000.0),
        (EN, "1.1k", 1_100.0),
        (EN, "1.2m", 1_200_000.0),
        (EN, "2B", 2e9),
        (EN, "15%", 0.15),
        (EN, "15 %", 0.15),
        (EN, "15\u{202f}%", 0.15),
        (EN, "30bps", 0.003),
        (EN, "30 bp", 0.003),
        (EN, "5×", 5.0),
        (EN, "5x", 5.0),
        (EN, "$12.50", 12.5),
        (EN, "$ 12k", 12_000.0),
        (EN, "€1,000", 1_000.0),
        (EN, "40,000 USDC", 40_000.0),
        (EN, "usd 40k", 40_000.0),
        (EN, "12k usdc", 12_000.0),
        (EN, "+3", 3.0),
        (EN, "-3", -3.0),
        (EN, "−3", -3.0),
        (EN, "- 3", -3.0),
        (EN, "-$3", -3.0),
        (EN, "$-3", -3.0),
        (EN, "1e3", 1_000.0),
        (EN, "1E+3", 1_000.0),
        (EN, "1.5e-3", 0.0015),
        (EN, "0e400", 0.0),
    ]);
}

#[test]
fn what_is_not_one_number_is_refused() {
    let ambiguous = |locale: &Locale| NumberProblem::Ambiguous { locale: *locale };
    let table: &[(&Locale, &str, NumberProblem)] = &[
        (EN, "", NumberProblem::Empty),
        (EN, " \u{202f} ", NumberProblem::Empty),
        (EN, "abc", NumberProblem::NotANumber),
        (EN, "12abc", NumberProblem::NotANumber),
        (EN, "1.2.3", NumberProblem::TwoDecimals { locale: *EN }),
        (EN, "NaN", NumberProblem::NotANumber),
        (EN, "inf", NumberProblem::NotANumber),
        (EN, "∞", NumberProblem::NotANumber),
        (EN, "k", NumberProblem::NotANumber),
        (EN, "$", NumberProblem::NotANumber),
        (EN, "-", NumberProblem::NotANumber),
        (EN, ".", NumberProblem::NotANumber),
        (EN, "--3", NumberProblem::NotANumber),
        (EN, "3-", NumberProblem::NotANumber),
        (EN, "+-3", NumberProblem::NotANumber),
        (EN, "1e", NumberProblem::NotANumber),
        (EN, "e3", NumberProblem::NotANumber),
        (EN, "1e3.5", NumberProblem::NotANumber),
        (EN, "10k%", NumberProblem::NotANumber),
        (EN, "१२", NumberProblem::NotANumber),
        (EN, "1,23", ambiguous(EN)),
        (EN, "1,2345", ambiguous(EN)),
        (EN, "1,,234", ambiguous(EN)),
        (EN, "0,500", ambiguous(EN)),
        (EN, "1234,567", ambiguous(EN)),
        (EN, "1.234,5", ambiguous(EN)),
        (EN, "1,234 567", ambiguous(EN)),
        (EN, "12 34", ambiguous(EN)),
        (EN, ",5", ambiguous(EN)),
        (&GERMAN, "1.5", ambiguous(&GERMAN)),
        (&GERMAN, "1,234.5", ambiguous(&GERMAN)),
        (&FRENCH, "1.5", ambiguous(&FRENCH)),
        (&FRENCH, "1.234", ambiguous(&FRENCH)),
        (&SWISS, "1,234", ambiguous(&SWISS)),
        (EN, "1e400", NumberProblem::TooLarge),
        (EN, "-1e308b", NumberProblem::TooLarge),
        (EN, "1e99999999999999999999", NumberProblem::TooLarge),
        (EN, "1e-400", NumberProblem::TooSmall),
    ];
    for (locale, text, expected) in table {
        assert_eq!(parse(text, locale), Err(*expected), "{text:?} in {locale:?}");
    }
}

fn any_finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |value| value.is_finite()),
        -1e9..1e9,
        (-1e9..1e9).prop_map(|value: f64| (value * 100.0).round() / 100.0),
    ]
}

fn any_locale() -> impl Strategy<Value = Locale> {
    prop::sample::select(LOCALES.as_slice())
}

/// What rounding may take back of arithmetic's noise.
fn noise(value: f64) -> f64 {
    value.abs() * 1e-12
}

proptest! {
    #[test]
    fn a_number_in_full_reads_back_bit_for_bit(value in any_finite(), locale in any_locale()) {
        let read = parse(&full(value, &locale), &locale).unwrap();
        prop_assert_eq!(read.to_bits(), value.to_bits());
    }

    #[test]
    fn rounding_never_flatters(value in any_finite(), locale in any_locale()) {
        let read = |toward| parse(&usd(Usd::new(value), toward, &locale), &locale).unwrap();
        let (down, nearest, up) = (read(Toward::Down), read(Toward::Nearest), read(Toward::Up));
        prop_assert!(down <= value + noise(value) && up >= value - noise(value));
        prop_assert!(down <= nearest && nearest <= up);
        let step = if value.abs() < 1000.0 { 0.01 } else { 1.0 };
        prop_assert!(up - down <= step * 1.000_001 + noise(value), "{} to {}", down, up);
    }

    #[test]
    fn what_arithmetic_has_left_clean_is_rounded_exactly(cents in -1_000_000_000_i64..1_000_000_000) {
        let value = cents as f64 / 100.0;
        let read = |toward| parse(&usd(Usd::new(value), toward, EN), EN).unwrap();
        prop_assert!(read(Toward::Down) <= value && value <= read(Toward::Up));
    }

    #[test]
    fn a_share_never_flatters(value in -10.0..10.0, decimals in 0_usize..6, locale in any_locale()) {
        let read = |toward| parse(&percent(Ratio::new(value), decimals, toward, &locale), &locale).unwrap();
        prop_assert!(read(Toward::Down) <= value + noise(value) && value - noise(value) <= read(Toward::Up));
    }

    #[test]
    fn a_price_is_right_to_six_digits(value in 1e-9..1e12, locale in any_locale()) {
        let read = parse(&price(Price::new(value), &locale), &locale).unwrap();
        prop_assert!((read - value).abs() <= value * 5.000_001e-6);
    }

    #[test]
    fn any_text_is_read_or_refused_and_never_as_infinite(text in "\\PC{0,12}", locale in any_locale()) {
        if let Ok(value) = parse(&text, &locale) {
            prop_assert!(value.is_finite());
        }
    }

    #[test]
    fn anything_like_a_number_is_read_or_refused(text in "[-−+$]?[0-9.,' _]{0,12}(e[-−]?[0-9]{1,4})?[kmb%]?", locale in any_locale()) {
        if let Ok(value) = parse(&text, &locale) {
            prop_assert!(value.is_finite());
            prop_assert_eq!(parse(&full(value, &locale), &locale), Ok(value));
        }
    }
}
