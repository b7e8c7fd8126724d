"""Computes the reference values beside it with mpmath, 60 digits: python3 compute.py

Inputs are doubles, written so that reading them gives the same doubles. Values and Greeks are the textbook formulas at
the exact inputs, with 60 digits throughout, written with 20: nothing is shared with the Rust code.
"""
import math
import os
import random
import mpmath
from mpmath import mp, mpf, erfc, exp, log, nstr, pi, sqrt

mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def distribution(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def text(x):
    return nstr(x, 20, min_fixed=0, max_fixed=0)


def write(name, header, rows, script="compute.py"):
    with open(os.path.join(HERE, name), "w") as file:
        file.write(f"# Computed by {script} with mpmath {mpmath.__version__}, 60 digits; written with 20.\n")
        file.write("# Inputs are exact: each is the shortest decimal of a double.\n")
        file.write(header + "\n")
        for inputs, outputs in rows:
            file.write(",".join([repr(x) for x in inputs] + [text(y) for y in outputs]) + "\n")


def normal():
    chosen = random.Random(1)
    points = [-37.5, -30.0, -20.0, -10.0, -5.0, -2.0, -1.0, -0.5, -1e-9, 0.0, 1e-9, 0.5, 1.0, 2.0, 5.0, 8.0, 37.5]
    points += [chosen.uniform(-37.5, 8) for _ in range(200)]
    for x in points:
        yield [x], [density(mpf(x)), distribution(mpf(x))]


def figures(inputs):
    forward, strike, volatility, years, discount = map(mpf, inputs)
    total = volatility * sqrt(years)
    d1 = log(forward / strike) / total + total / 2
    d2 = d1 - total
    vega = discount * forward * density(d1) * sqrt(years)
    return [
        discount * (forward * distribution(d1) - strike * distribution(d2)),
        discount * (strike * distribution(-d2) - forward * distribution(-d1)),
        discount * distribution(d1),
        -discount * distribution(-d1),
        discount * density(d1) / (forward * total),
        vega,
        -discount * forward * density(d1) * volatility / (2 * sqrt(years)),
        -discount * density(d1) * d2 / volatility,
        vega * d1 * d2 / volatility,
    ]


def options():
    chosen = random.Random(2)
    for number in range(1000):
        reach = [3, 8, 36][number % 3]
        middle = chosen.uniform(-reach, reach)
        total = math.exp(chosen.uniform(math.log(1e-4), math.log([1, 1, 10][number % 3])))
        if number % 20 == 0:
            middle = 0.0
        if abs(middle * total) > 200:
            continue
        years = math.exp(chosen.uniform(math.log(1e-5), math.log(5)))
        forward = math.exp(chosen.uniform(math.log(1e-4), math.log(1e5)))
        strike = forward * math.exp(-middle * total)
        inputs = [forward, strike, total / math.sqrt(years), years, chosen.uniform(0.5, 1.05)]
        yield inputs, figures(inputs)


if __name__ == "__main__":
    write("normal.csv", "x,density,distribution", normal())
    write(
        "black76.csv",
        "forward,strike,volatility,years,discount,call,put,delta_call,delta_put,gamma,vega,theta,vanna,volga",
        options(),
    )
