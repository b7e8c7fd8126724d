"""Computes the reference values of everything but Black's formula: python3 compute_further.py

As in compute.py, inputs are exact doubles and nothing is shared with the Rust code. Greeks are numerical derivatives of
the value, implied volatilities are roots, barriers are integrals over the density of what was not absorbed (with 30
digits), jumps are Merton's own series. The size beside a Greek is the sum of its terms without their signs: what its rounding is measured in.
"""
import math
import random
from mpmath import diff, exp, findroot, log, mp, mpf, pi, quad, sqrt

import compute
from compute import density, distribution


def write(name, header, rows):
    compute.write(name, header, rows, "compute_further.py")


def undiscounted(forward, strike, total, sign):
    d1 = log(forward / strike) / total + total / 2
    return sign * (forward * distribution(sign * d1) - strike * distribution(sign * (d1 - total)))


def options(seed, count, reaches):
    chosen = random.Random(seed)
    for number in range(count):
        middle = chosen.uniform(-1, 1) * reaches[number % len(reaches)]
        total = math.exp(chosen.uniform(math.log(1e-3), math.log(3)))
        years = math.exp(chosen.uniform(math.log(1e-3), math.log(5)))
        forward = math.exp(chosen.uniform(math.log(1e-2), math.log(1e5)))
        strike = forward * math.exp(-middle * total)
        yield [forward, strike, total / math.sqrt(years), years, chosen.uniform(0.5, 1.05)]


def greeks():
    for inputs in options(3, 300, [0.5, 3, 8]):
        forward, strike, volatility, years, discount = map(mpf, inputs)

        def of(sign, in_coins=False):
            def value(f, v, t):
                money = discount * undiscounted(f, strike, v * sqrt(t), sign)
                return money / f if in_coins else money

            return value

        def by(orders, value=of(1)):
            return diff(value, (forward, volatility, years), orders)

        total = volatility * sqrt(years)
        d1 = log(forward / strike) / total + total / 2
        d2 = d1 - total
        weight = discount * density(d1)
        gamma, vega = weight / (forward * total), weight * forward * sqrt(years)
        middle, half = abs(d1 + d2) / 2, total / 2
        both = middle * middle + half * half
        row = [
            (-by((1, 0, 1)), weight * (middle + half) / (2 * years)),
            (-by((0, 1, 1)), vega * (1 + both) / (2 * years)),
            (by((3, 0, 0)), gamma / forward * (1.5 + middle / total)),
            (by((2, 1, 0)), gamma * (1 + both) / volatility),
            (-by((2, 0, 1)), gamma * (1 + both) / (2 * years)),
            (by((0, 3, 0)), vega / volatility**2 * (both * (1 + both) + 2 * both)),
        ]
        for sign in (1, -1):
            share = discount * strike / forward * distribution(sign * d2)
            coins = of(sign, True)
            row += [
                (coins(forward, volatility, years), abs(coins(forward, volatility, years))),
                (by((1, 0, 0), coins), share / forward),
                (by((2, 0, 0), coins), gamma / forward + 2 * share / forward**2),
            ]
        row.append((by((1, 1, 0), of(1, True)), weight * (middle + half) / (volatility * forward)))
        yield inputs, [number for pair in row for number in pair]


def implied():
    for number, inputs in enumerate(options(4, 600, [0.1, 2, 6, 20, 36])):
        forward, strike, volatility, years, discount = map(mpf, inputs)
        sign = [1, -1][number % 2]
        if number % 10 == 0:
            strike, inputs[1] = forward, inputs[0]
        if number % 7 == 0:
            volatility *= 4
        price = float(discount * undiscounted(forward, strike, volatility * sqrt(years), sign))
        exercise = max(sign * (forward - strike), mpf(0))
        largest = forward if sign > 0 else strike
        left = min(price / discount - exercise, largest - price / discount)
        if price < 1e-290 or left < 1e-12 * price / discount:
            continue

        def surplus(v):
            total = v * sqrt(years)
            return log((undiscounted(forward, strike, total, sign) - exercise) / (mpf(price) / discount - exercise))

        exact = findroot(surplus, (volatility, volatility * (1 + mpf(10) ** -12)), solver="secant", tol=mpf(10) ** -90)
        total = exact * sqrt(years)
        d1 = log(forward / strike) / total + total / 2
        vega = discount * forward * density(d1) * sqrt(years)
        condition = max(price, discount * exercise) / (exact * vega)
        yield inputs[:2] + inputs[3:] + [sign, price], [exact, condition]


def jumps():
    chosen = random.Random(5)
    for number, inputs in enumerate(options(6, 120, [0.5, 3, 6])):
        forward, strike, volatility, years, discount = map(mpf, inputs)
        per_year = math.exp(chosen.uniform(math.log(0.01), math.log(30)))
        mean, deviation = chosen.uniform(-0.3, 0.2), chosen.uniform(0, 0.3)
        if number % 10 == 0:
            deviation = 0.0

        def value(f, v, sign):
            m, s = mpf(mean), mpf(deviation)
            gain = exp(m + s * s / 2) - 1
            rate = -log(discount) / years
            expected = mpf(per_year) * (1 + gain) * years
            total, probability = mpf(0), exp(-expected)
            for count in range(int(expected) * 3 + 90):
                # Merton 1976, equation 19: by a rate and a variance of their own for each number of jumps.
                growth = rate - mpf(per_year) * gain + count * (m + s * s / 2) / years
                f_n = f / exp(rate * years) * exp(growth * years)
                variance = v * v * years + count * s * s
                total += probability * exp(-growth * years) * undiscounted(f_n, strike, sqrt(variance), sign)
                probability *= expected / (count + 1)
            return total

        point = (forward, volatility)
        call = lambda f, v: value(f, v, 1)
        put = lambda f, v: value(f, v, -1)
        outputs = [call(*point), put(*point), diff(call, point, (1, 0)), diff(put, point, (1, 0))]
        yield inputs + [per_year, mean, deviation], outputs + [diff(call, point, (2, 0)), diff(call, point, (0, 1))]


def barriers():
    mp.dps = 30
    chosen = random.Random(7)
    for number in range(120):
        volatility, years = chosen.uniform(0.1, 1.5), math.exp(chosen.uniform(math.log(0.01), math.log(2)))
        rate, carry = chosen.uniform(-0.05, 0.2), chosen.uniform(-0.2, 0.2)
        total = volatility * math.sqrt(years)
        spot = math.exp(chosen.uniform(0, 10))
        strike = spot * math.exp(chosen.uniform(-2, 2) * total)
        barrier = spot * math.exp([1, -1][number % 2] * chosen.uniform(0.05, 3) * total)
        inputs = [spot, strike, volatility, years, rate, carry, barrier]
        s, k, v, t, r, b, h = map(mpf, inputs)
        drift = b - v * v / 2
        log_barrier, log_strike = log(h / s), log(k / s)
        deviation = v * sqrt(t)

        def alive(x):
            there = density((x - drift * t) / deviation) / deviation
            image = density((x - 2 * log_barrier - drift * t) / deviation) / deviation
            return there - exp(2 * drift * log_barrier / (v * v)) * image

        discount = exp(-r * t)
        reach = abs(drift) * t + abs(log_barrier) + 13 * deviation
        low, high = (log_barrier, reach) if log_barrier < 0 else (-reach, log_barrier)
        outputs = []
        for sign in (1, -1):
            begin, end = (max(low, log_strike), high) if sign > 0 else (low, min(high, log_strike))
            pieces = [begin + (end - begin) * piece / 12 for piece in range(13)]
            payoff = lambda x: sign * (s * exp(x) - k) * alive(x)
            outputs.append(discount * quad(payoff, pieces) if begin < end else mpf(0))
        first = lambda u: abs(log_barrier) / (v * sqrt(2 * pi * u**3)) * exp(-((log_barrier - drift * u) ** 2) / (2 * v * v * u))
        moments = [t * mpf(2) ** -power for power in range(30, -1, -1)]
        outputs.append(quad(first, [mpf(0)] + moments))
        outputs.append(quad(lambda u: exp(-r * u) * first(u), [mpf(0)] + moments))
        yield inputs, outputs
    mp.dps = 60


if __name__ == "__main__":
    names = ["charm", "veta", "speed", "zomma", "color", "ultima"]
    names += [f"coin_{name}_{right}" for right in ("call", "put") for name in ("value", "delta", "gamma")] + ["coin_vanna"]
    columns = ",".join(f"{name},size" for name in names)
    write("greeks.csv", "forward,strike,volatility,years,discount," + columns, greeks())
    write("implied.csv", "forward,strike,years,discount,sign,price,volatility,condition", implied())
    header = "forward,strike,volatility,years,discount,per_year,mean,deviation"
    write("merton.csv", header + ",call,put,delta_call,delta_put,gamma,vega", jumps())
    header = "spot,strike,volatility,years,rate,carry,barrier"
    write("barrier.csv", header + ",out_call,out_put,probability,at_touch", barriers())
