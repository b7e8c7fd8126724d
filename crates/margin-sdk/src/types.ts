// Every value that crosses. Money is in US dollars, prices are in dollars for one unit, shares and ratios are pure numbers
// (1 is 100 %), moments are UTC texts such as "2026-09-06T16:46:15.818Z" and days such as "2026-09-06". What may be left out
// may also be undefined. Fields that are not declared here are refused.

/** A moment in UTC, such as `2026-09-06T16:46:15.818Z`. */
export type Timestamp = string;
/** A day in UTC, such as `2026-09-06`. */
export type Day = string;
/** An asset's name, such as `BTC`. */
export type AssetId = string;
/** A contract's name, which its terms determine: `BTC-PERP`, `BTC-2026-12-25`, `ETH-2027-03-26-4000-C`. */
export type InstrumentId = string;

/** Holdings and positions that one trader has at one venue. */
export interface Portfolio {
  holdings?: Holding[];
  positions?: Position[];
  /** Orders that rest in the venue's book. */
  orders?: Order[];
  /** The category of collateral that the trader chose for the account, where the venue has some. */
  category?: string | null;
  /** A higher initial rate that the trader asked to be held to, for every contract and debt. */
  ownInitial?: number | null;
}

/** An amount of one collateral asset; a negative quantity is a debt. */
export interface Holding {
  /** A whole number, different for each holding of the portfolio. */
  id: number;
  asset: AssetId;
  /** Units of the asset. */
  quantity: number;
}

/** A signed quantity of an instrument and how it is margined. */
export interface Position {
  /** A whole number, different for each position of the portfolio. */
  id: number;
  instrument: Instrument;
  /** Contracts held: positive long, negative short. */
  quantity: number;
  /** The average opening price, in dollars. */
  entry: number;
  /** What stands behind it: the whole account (the default), or only so many dollars that were set aside. */
  mode?: "cross" | { isolated: { collateral: number } };
  /** The leverage that the trader set, at least 1; as much as the venue allows by default. */
  leverage?: "venueMaximum" | { chosen: number };
  /** Funding and borrowing in dollars that have accrued and are not settled yet: positive when owed to the trader. */
  accrued?: number;
}

/** An order that rests in the venue's book. */
export interface Order {
  /** A whole number, different for each order of the portfolio. */
  id: number;
  instrument: Instrument;
  /** Contracts that are not filled yet: positive to buy, negative to sell. */
  quantity: number;
  /** The price at which it would fill, in dollars. */
  price: number;
}

/** A contract's terms. */
export interface Instrument {
  underlying: AssetId;
  kind:
    | "spot"
    | "perpetual"
    | { future: { expiry: Timestamp } }
    | { option: { expiry: Timestamp; strike: number; right: "call" | "put" } };
  /** What its profit is paid in: dollars (the default) or the underlying coin. */
  settlement?: "linear" | "coin";
  /** Units of the underlying in one contract, or a coin-settled one's face value in dollars; 1 by default. */
  multiplier?: number;
}

/** Prices at one moment. What is absent is unknown, never zero. */
export interface Market {
  schema: 1;
  time: Timestamp;
  /** Where the figures come from, in words. */
  source: string;
  /** The venue whose open interest, deposits and debts these are, by its name in its rules. */
  venue?: string | null;
  assets: Record<AssetId, AssetQuote>;
  instruments: Record<InstrumentId, InstrumentQuote>;
  /** How assets' returns move together; a pair that is not there is not known. */
  correlations?: Correlation[];
}

/** How the returns of two assets move together. */
export interface Correlation {
  first: AssetId;
  second: AssetId;
  /** From -1 to 1. */
  correlation: number;
}

export interface AssetQuote {
  /** The venue's spot reference, in dollars. */
  index: number;
  /** What its price is tied to: nothing (the default) or the dollar. */
  peg?: "floating" | "dollar";
  /** The standard deviation of its yearly returns, where it has been estimated. */
  volatility?: number | null;
  /** A second, slower price, in dollars. */
  reference?: number | null;
  /** How far from the index the oracle says the true price may be, in dollars. */
  confidence?: number | null;
  /** Units that all of the venue's users hold together. */
  deposits?: number | null;
  /** Units that all of the venue's users owe together. */
  debts?: number | null;
  /** Dollars traded in the last day, where it would be sold. */
  dailyVolume?: number | null;
  /** Dollars that rest near the price, where it would be sold. */
  depth?: number | null;
  /** What a debt costs a year, as a share. */
  borrowRate?: number | null;
  /** What a deposit earns a year, as a share. */
  supplyRate?: number | null;
  /** How sure the venue's feed of the index is, from 0 to 1. */
  certainty?: number | null;
  /** What is known of each day on which options or futures on it expire. */
  expiries?: ExpiryQuote[];
}

/** What the market says of one expiry on an asset. */
export interface ExpiryQuote {
  expiry: Timestamp;
  /** The price agreed today for that moment, in dollars. */
  forward: number;
  /** The part of the forward in dollars that prices do not move any more; 0 by default. */
  settled?: number;
  /** The continuous interest rate per year up to that moment; 0 by default. */
  rate?: number;
  /** The volatilities of options whose own are not quoted. */
  smile?: Smile | null;
  /** How sure the venue's feeds of the expiry are, from 0 to 1. */
  certainty?: number | null;
}

/** Raw SVI: total variance `level + slope (tilt (k - shift) + sqrt((k - shift)^2 + curve^2))`, k = ln(strike / forward). */
export interface Smile {
  level: number;
  slope: number;
  tilt: number;
  shift: number;
  curve: number;
}

export interface InstrumentQuote {
  /** The price that positions are valued at, in dollars; of an option that settles in coins, its premium in coins. */
  mark: number;
  /** The volatility that the venue implies for an option: 0.5 is 50 % a year. */
  volatility?: number | null;
  /** The volatility implied by the best bid. */
  bidVolatility?: number | null;
  /** The volatility implied by the best offer. */
  askVolatility?: number | null;
  /** How sure the venue's feed of the mark is, from 0 to 1. */
  certainty?: number | null;
  /** Contracts open at the venue. */
  openInterest?: number | null;
  /** Contracts held long less contracts held short, where the two need not match. */
  skew?: number | null;
  /** Dollars traded in the last day. */
  dailyVolume?: number | null;
  /** What longs pay shorts for the present funding interval, as a share of notional. */
  funding?: number | null;
}

/** A venue's parameters on a date. Take them from `rules` or `importPortfolio`; what is `unknown` may change its form. */
export interface VenueRules {
  schema: 2;
  venue: string;
  product: string;
  status: "live" | "closed";
  /** The first day on which these parameters are known to hold. */
  effective: Day;
  /** Where each rule comes from. */
  citations: Partial<Record<RuleKey, Citation>>;
  collateral: unknown;
  pairs: "netted" | "eachSide" | "largerSide";
  model: unknown;
  withdrawal?: unknown;
  liquidation: unknown;
  funding?: unknown;
  interest?: Record<AssetId, unknown>;
  /** What is uncertain or out of the ordinary about these rules, in words. */
  notes?: string[];
}

export interface Citation {
  /** The rule in one sentence. */
  says: string;
  /** Who published it and where. */
  source: string;
  /** The day on which it was read there. */
  date: Day;
  grade: "matched-live" | "matched-example" | "published" | "uncertain" | "your-own";
}

export type RuleKey =
  | "equity"
  | "unrealised"
  | "haircut"
  | "isolated"
  | "option-value"
  | "relief"
  | "scenarios"
  | "notional"
  | "initial"
  | "maintenance"
  | "tiers"
  | "withdrawal"
  | "liquidation"
  | "backstop"
  | "funding"
  | "interest"
  | "debt"
  | "prices"
  | "category"
  | "crowding"
  | "profit"
  | "orders"
  | "account"
  | "keeper"
  | "settlement"
  | "spread"
  | "liquidation-fee"
  | "bad-debt";

/** What must be covered to open or increase a position, or to keep it. */
export type Level = "initial" | "maintenance";

/** Something that there is at each level. */
export interface Levels<T> {
  /** To open, increase or borrow. */
  initial: T;
  /** To keep. */
  maintenance: T;
}

/** What is margined together: the cross account, or one isolated position by its number. */
export type GroupKey = "cross" | { isolated: number };

/** A whole portfolio under one venue's rules at one moment. */
export interface MarginReport {
  /** Cross first, then the isolated positions by their numbers. */
  groups: GroupReport[];
  total: Figures;
  /** In the portfolio's order. */
  holdings: HoldingReport[];
  /** In the portfolio's order. */
  positions: PositionReport[];
  /** What was taken as given because neither the market nor the rules decide it. */
  assumptions: Assumption[];
}

export interface GroupReport {
  key: GroupKey;
  figures: Figures;
  /** What the group must keep when collateral is taken out, in dollars. */
  withdrawal: LineItem;
  /** The equity in dollars below which a backstop takes the group over, where the venue has one. */
  backstop: LineItem | null;
}

/** In dollars. */
export interface Figures {
  /** Collateral plus unrealised profit, before haircuts. */
  equity: LineItem;
  /** What is left of it after haircuts, at each level. */
  counted: Levels<LineItem>;
  /** What must be covered to open or increase. */
  initial: LineItem;
  /** What must be covered to keep. */
  maintenance: LineItem;
}

export interface HoldingReport {
  id: number;
  /** The price that it is valued at, in dollars. */
  index: number;
  /** Its value in dollars before haircuts. */
  value: LineItem;
  /** What it counts for at each level, in dollars; a debt that is required counts for nothing. */
  counted: Levels<LineItem>;
  /** What it requires at each level, in dollars, where it is a debt that is required. */
  required: Levels<LineItem> | null;
}

/** What one position is worth and requires, as if it stood alone in its instrument. */
export interface PositionReport {
  id: number;
  group: GroupKey;
  /** The price that it is valued at, in dollars. */
  mark: number;
  /** Its size in dollars, without a sign. */
  notional: LineItem;
  /** What closing at the mark would gain or lose, in dollars. */
  unrealised: LineItem;
  /** What an option is worth in dollars, positive held and negative owed; null of any other contract. */
  value: LineItem | null;
  /** Funding and borrowing that have accrued and are not settled yet, in dollars. */
  accrued: LineItem;
  /** The leverage that its initial requirement is taken at; null where it requires no share of its notional. */
  leverage: number | null;
  /** What it needs to open or increase, in dollars. */
  initial: LineItem;
  /** What it needs to be kept, in dollars. */
  maintenance: LineItem;
}

export type Assumption =
  | { notAccepted: AssetId }
  | { leverageCapped: { position: number; used: number } }
  | { lowestLeverage: { instrument: InstrumentId; used: number } }
  | { assetFigureUnknown: { asset: AssetId; figure: MarketFigure } }
  | { instrumentFigureUnknown: { instrument: InstrumentId; figure: MarketFigure } }
  | { categoryWithoutMeaning: string }
  | { volatilityUnknown: InstrumentId }
  | { volatilityInterpolated: InstrumentId }
  | { forwardInterpolated: InstrumentId }
  | { forwardUnknown: InstrumentId }
  | { rulesFigureUsed: { asset: AssetId; figure: MarketFigure } }
  | { surfaceUnknown: AssetId }
  | { correlationUnknown: [AssetId, AssetId] }
  | "ordersIgnored";

/** A figure that the market may know of an asset or a contract. */
export type MarketFigure =
  | "volatility"
  | "dailyVolume"
  | "depth"
  | "reference"
  | "confidence"
  | "deposits"
  | "debts"
  | "openInterest";

/** An amount, made of its parts: `value` is what `how` gives, to the last bit. */
export interface LineItem {
  label: Label;
  /** The rule that it follows; inputs follow none. */
  rule: RuleKey | null;
  value: number;
  /** Dollars, dollars for one unit, one over that, units, or a pure number. */
  unit: "usd" | "price" | "perPrice" | "quantity" | "ratio";
  how: How;
}

/** How an amount comes about; a difference is the first part less the second. */
export type How =
  | "given"
  | { sum: LineItem[] }
  | { difference: [LineItem, LineItem] }
  | { product: LineItem[] }
  | { largest: LineItem[] }
  | { smallest: LineItem[] }
  /** The first part to the power of the second. */
  | { power: [LineItem, LineItem] }
  /** The first part rounded up to a multiple of the second. */
  | { roundedUp: [LineItem, LineItem] };

/** What an amount is. Numbers are those of holdings, positions and orders. */
export type Label =
  | { equity: GroupKey }
  | "totalEquity"
  | { counted: GroupKey }
  | "totalCounted"
  | { requirement: [GroupKey, Level] }
  | { totalRequirement: Level }
  | { excess: Level }
  | { withdrawal: GroupKey }
  | { backstop: GroupKey }
  | { holdingValue: number }
  | { holdingCounted: number }
  | { holdingSlice: number }
  | { holdingSliceCounted: number }
  | { setAside: number }
  | { unrealised: number }
  | { notional: number }
  | { positionRequirement: [number, Level] }
  | { sideRequirement: [number, Level] }
  | { positionWithdrawal: number }
  | { withdrawalFloor: number }
  | "quantity"
  | "multiplier"
  | "indexPrice"
  | "markPrice"
  | "entryPrice"
  | "optionPrice"
  | { optionValue: number }
  | "priceChange"
  | "perEntry"
  | "perMark"
  | "perPriceChange"
  | "afterHaircut"
  | { holdingValued: number }
  | { beforeCap: number }
  | { debtRequirement: [number, Level] }
  | "debtWeight"
  | "valuedPrice"
  | "mostCounted"
  | "crowding"
  | "crowdingBound"
  | "venueTotal"
  | "haircut"
  | "leastHaircut"
  | "mostHaircut"
  | "afterLeastHaircut"
  | "afterGrownHaircut"
  | "numerator"
  | "divisor"
  | "priceRisk"
  | "saleCost"
  | "deviations"
  | "volatility"
  | "saleYears"
  | "saleYearsRoot"
  | "depth"
  | "depthsSold"
  | "depthsSoldRoot"
  | "impact"
  | "size"
  | "sizePower"
  | "exponent"
  | "growthFactor"
  | "growth"
  | "growthStart"
  | "baseRate"
  | "grownRate"
  | "rateShare"
  | "skewScale"
  | "skewShare"
  | "openInterest"
  | "openInterestShare"
  | "chosenRate"
  | "closingFee"
  | "feeRate"
  | "atRate"
  | "floor"
  | "fixedRequirement"
  | "beforeRounding"
  | "roundingStep"
  | { withBuys: Level }
  | { withSells: Level }
  | { ordersRequirement: [number, Level] }
  | { ordersNotional: number }
  | { orderFees: GroupKey }
  | "orderFee"
  | "orderCount"
  | { accountRequirement: GroupKey }
  | { keeperReward: GroupKey }
  | { keeperShares: GroupKey }
  | { keeperPart: number }
  | "leastKeeper"
  | "mostKeeper"
  | { accrued: number }
  | { profitCounted: number }
  | "mostProfit"
  | { settlementNet: GroupKey }
  | { settlementCounted: GroupKey }
  | { settlementRequired: GroupKey }
  | { contractGain: number }
  | { contractWorth: number }
  | { contractSettled: number }
  | "surplusWeight"
  | "spreadSides"
  | "spreadRelieved"
  | { spreadRelief: number }
  | "nothing"
  | "triggerShare"
  | "afloat"
  | { paidTo: Party }
  | { shareOf: Party }
  | "liquidationFee"
  | "liquidationRate"
  | "surplus"
  | "premium"
  | "closedNotional"
  | "closedMaintenance"
  | "fillPrice"
  | "perFill"
  | "fillDifference"
  | "closedShare"
  | "collateralTaken"
  | "repaid"
  | "loss"
  | "initialRate"
  | "maintenanceRate"
  | "atTierRate"
  | "tierDeduction"
  | "withdrawalShare"
  | "backstopShare"
  | "grossNotional"
  | "effectiveLeverage"
  | "requirementToNotional"
  | "standalone"
  | "requirementToStandalone"
  | "saving"
  | "idle"
  | { option: OptionLabel }
  | "whole"
  | { grid: GridLabel }
  | { dynamic: DynamicLabel };

/** What an amount is that a formula of an option makes. */
export type OptionLabel =
  | "strikePrice"
  | "forwardPrice"
  | "settlementPrice"
  | "intrinsic"
  | "outOfTheMoney"
  | "outOfTheMoneyShare"
  | "optionShare"
  | "shareLessOutOfTheMoney"
  | "optionAmount"
  | "ofUnderlying"
  | "ofUnderlyingLessOutOfTheMoney"
  | "ofStrike"
  | "ofWorth"
  | "keptWithOwed"
  | "ofKept"
  | "ofMaintenance"
  | "strikeValue"
  | "strikeShare"
  | { optionOwed: number }
  | { withOwed: [number, Level] }
  | "besideOwed"
  | "priceShock"
  | "shocked"
  | "leftAfterShock"
  | "timedShare"
  | "beyondShock"
  | "lossToShock"
  | { expiryRequirement: [number, Level] }
  | { eachOption: [number, Level] }
  | "lossRequirement"
  | "largestLoss"
  | "lossAtExpiry"
  | { optionLoss: number }
  | "unpairedCalls"
  | "strategies"
  | "spreadLoss"
  | { coveredOption: number }
  | { shortPair: number }
  | { unsureContract: number }
  | { unsureHolding: number }
  | "certainty"
  | "doubt"
  | "contingencyFactor"
  | { unpegged: number }
  | "pegThreshold"
  | "pegPrice"
  | "pegShortfall";

/** What an amount of a grid of scenarios is; the numbers of scenarios begin at 0. */
export type GridLabel =
  | { required: [number, Level] }
  | { requiredHeld: [number, Level] }
  | "scaled"
  | "scale"
  | "ownScale"
  | "pegScale"
  | "pegThreshold"
  | "pegPrice"
  | "pegShortfall"
  | "pegFactor"
  | "lossOrFloor"
  | "lossWithAddOns"
  | "worst"
  | { loss: number }
  | { profit: number }
  | { unweighted: number }
  | { undampened: number }
  | "linearPart"
  | "coinPart"
  | "partCounted"
  | "gainShare"
  | "mostGain"
  | "weight"
  | "dampener"
  | { change: number }
  | { holdingChange: number }
  | { expiryChange: number }
  | { expiryPart: number }
  | "optionShare"
  | { expiryTurn: number }
  | { worthAfter: number }
  | { worthNow: number }
  | "shockDiscount"
  | "move"
  | "coinMove"
  | "basis"
  | { expiryBasis: number }
  | { worseMove: number }
  | { lossUp: number }
  | { lossDown: number }
  | "basisFactor"
  | "forLinear"
  | "forHoldings"
  | "forNakedShorts"
  | "forRoll"
  | "forNetDelta"
  | "forCertainty"
  | { forHoldingCertainty: number }
  | "forMonths"
  | { partOf: number }
  | { heldPartOf: number }
  | "share"
  | "nakedShorts"
  | "units"
  | "delta"
  | "hedgedDelta"
  | "pairs"
  | "each"
  | "certaintyLacking"
  | "certaintyFactor"
  | "deltaFloor"
  | "unhedged"
  | "hedged"
  | "netDeltaFloor"
  | "shortOptionFloor"
  | "optionFloor";

/** What an amount is that follows volatility, liquidity and latency; positions stand for their underlying. */
export type DynamicLabel =
  | "net"
  | "losses"
  | "offsets"
  | { offset: [number, number] }
  | "credit"
  | { oneLoss: number }
  | { otherShare: number }
  | "nothing"
  | "whole"
  | "unalike"
  | "lossCorrelation"
  | { loss: number }
  | { lossWithin: [Way, Way] }
  | { lossBeyond: [Way, Way] }
  | "lossInPart"
  | "lossInStep"
  | "lossCounted"
  | "rangeInSteps"
  | "wholeSteps"
  | "partOfStep"
  | "step"
  | { contractLoss: number }
  | { contractDelta: number }
  | "priceFall"
  | { worthNow: number }
  | { worthThen: number }
  | { range: number }
  | "mostRange"
  | "rangeByVolatility"
  | "quantile"
  | "volatilityCounted"
  | "volatilityFloor"
  | "currentVolatility"
  | "realisedVolatility"
  | "surfaceVolatility"
  | "calmVolatility"
  | "drawnFrom"
  | "blendedVolatility"
  | "currentPart"
  | "stressedPart"
  | "volatilityWeight"
  | "stressedVolatility"
  | { horizon: number }
  | "oracleLatency"
  | "executionLatency"
  | "settlementLatency"
  | "closingTime"
  | "daysPerYear"
  | "horizonYears"
  | "horizonRoot"
  | { netDelta: number }
  | { grossDelta: number }
  | "tradableDaily"
  | "dailyVolume"
  | "participation"
  | { concentration: number }
  | "concentrationShare"
  | "concentrationGrown"
  | "mostConcentration"
  | "concentrationRate"
  | "daysBeyond"
  | "daysLessFree"
  | "daysOfVolume"
  | "freeDays"
  | { latencyCharge: number }
  | "jumpLoss"
  | "jumpsPerYear"
  | "latencyYears"
  | "latencyDays"
  | "buffer"
  | "fullBuffer"
  | "bufferShare"
  | "maintenance"
  | "calmMaintenance"
  | "aboveCalm"
  | "drawn"
  | "drawnPart"
  | "drawnShare";

/** Which way something moves. */
export type Way =
  | "up"
  | "still"
  | "down";

/** Somebody who pays or receives something in a liquidation. */
export type Party =
  | "trader"
  | "market"
  | "liquidator"
  | "backstop"
  | "insurance"
  | "protocol"
  | "pool"
  | "counterparties"
  | "depositors"
  | "unnamed";

/** Where every group and every position falls below its maintenance requirement, or meets it again. */
export interface LiquidationReport {
  /** Cross first. */
  groups: GroupLiquidation[];
  /** In the portfolio's order. */
  positions: PositionLiquidation[];
}

export interface GroupLiquidation {
  key: GroupKey;
  /** Whether it meets its maintenance requirement at today's prices. */
  now: "afloat" | "under";
  /** For each asset that moves the group, with all other prices held. */
  alone: { asset: AssetId; crossings: Crossings }[];
  /** For all assets that have no peg moving by the same factor. */
  together: Crossings;
}

/** From the lowest to the highest. */
export type Crossings = "none" | { at: Crossing[] };

export interface Crossing {
  /** The price there, as a multiple of today's. */
  factor: number;
  /** What happens on the way there from today's price. */
  turn: "goesUnder" | "recovers";
  /** Which way that is. */
  reach: "falls" | "rises";
}

export interface PositionLiquidation {
  id: number;
  /** Mark prices of its instrument in dollars, from the nearest to today's to the farthest; empty when there is none. */
  crossings: { price: number; crossing: Crossing }[];
}

/** A file, a paste or an answer of a venue's public API, of at most 8 MiB. */
export interface SourceDocument {
  name: string;
  text: string;
}

/** Whether an account's collateral is apart from its spot balances, is its spot balance, or is to be detected. */
export type AccountMode = "detect" | "standard" | "unified";

export interface Imported {
  portfolio: Portfolio;
  market: Market;
  /** Null where neither the documents nor Plimsoll have any. */
  rules: VenueRules | null;
  /** The id of such an account's rules in `rules`, be they carried or not. */
  rulesId: string | null;
  venue: string;
  /** Every choice that was made on the way, by its name: `{ atOneDollar: "USDC" }`. More names may come. */
  taken: (string | Record<string, unknown>)[];
  /** The venue's own figures in dollars; null is what it did not give. */
  stated: Stated;
}

export interface Stated {
  crossEquity: number | null;
  crossMaintenance: number | null;
  crossInitial: number | null;
  withdrawable: number | null;
  positions: {
    id: number;
    notional: number | null;
    unrealised: number | null;
    initial: number | null;
    /** The mark price where it is liquidated; that there is none; or that the venue says nothing. */
    liquidation: { at: number } | "none" | "absent";
  }[];
}

/** Rules that the package carries; `rules(id)` gives them. */
export interface Venue {
  id: string;
  venue: string;
  product: string;
  status: "live" | "closed";
  effective: Day;
}

export interface Demo {
  portfolio: Portfolio;
  market: Market;
  /** What `rules` takes. */
  rulesId: string;
}

/** What is thrown: everything that is wrong, at least one thing; then there is no result at all. */
export declare class MarginError extends Error {
  private constructor();
  readonly name: "MarginError";
  readonly problems: Problem[];
}

/** One thing that is wrong, and where. */
export interface Problem {
  at: Place;
  kind: ProblemKind;
}

export type Place =
  /** An argument that has not the right shape, such as `portfolio.positions[0].quantity`. */
  | { input: string }
  | { holding: [id: number, field: "id" | "asset" | "quantity"] }
  | {
      position: [
        id: number,
        field: "id" | "instrument" | "quantity" | "entry" | "collateral" | "mode" | "leverage" | "accrued",
      ];
    }
  | { order: [id: number, field: "id" | "instrument" | "quantity" | "price"] }
  | "category"
  | "ownInitial"
  /** An asset's quote in the market. */
  | { asset: AssetId }
  /** A contract's quote in the market. */
  | { instrument: InstrumentId }
  /** A path within the rules, such as `model.tables.56`. */
  | { rules: string }
  /** Which document, counted from zero, and the path or line and column in it. */
  | { document: [index: number, path: string] }
  /** A file of the package. */
  | { file: string }
  | "request"
  | "result";

/** What is wrong, by its name. More names may come. */
export type ProblemKind =
  // The shape of an argument.
  | { missingField: string }
  | { unknownField: string }
  | { unknownName: { found: string; expected: string[] } }
  | { wrongType: { expected: ShapeType; found: ShapeType } }
  | { unreadable: string }
  | "unknownRules"
  // What the engine refuses.
  | "notFinite"
  | "notPositive"
  | "outOfRange"
  | "duplicateId"
  | { missingIndex: AssetId }
  | { missingMark: InstrumentId }
  | { notListed: InstrumentId }
  | "isolatedOnly"
  | "crossOnly"
  | { notBorrowable: AssetId }
  | { notInCategory: string }
  | { unknownCategory: string }
  | { missingFigure: MarketFigure }
  | { leverageOutside: { maximum: number } }
  | "unorderedTiers"
  | "shareOutside"
  | "notFlat"
  | "missingTable"
  | "missingCitation"
  | { unknownSchema: { found: number; expected: number } }
  // What is wrong with a document that was handed in, and what comes later.
  | (string & {})
  | Record<string, unknown>;

/** A choice is a name, or an object of one field that is named so. */
export type ShapeType =
  | "null"
  | "boolean"
  | "number"
  | "wholeNumber"
  | "text"
  | "list"
  | "object"
  | "choice"
  | "other";
