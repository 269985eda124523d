#!/usr/bin/env python3
"""Draws the municipalities: a TopoJSON of their outlines becomes `outlines.csv`, which the map of the area is made of.

    python3 assets/map/make.py municipalities.topojson > assets/map/outlines.csv

Projection: equirectangular, true to scale at 50.5° north; over two degrees of latitude nothing is off by more than 2 %. One unit is
about 70 m, so that the smallest municipalities of Brussels keep their shape when one looks closer. Every arc is rounded once, for
both of its neighbours: there is no gap and no overlap between them. The outlines are already simplified where they come from.

Rows: `key,x,y,width,height,path`, the box and an SVG path of whole numbers. First `frame` (the picture's box, no path), then `country`
(its border), `provinces` (the lines between them), then one row per municipality by NIS code.
"""

import csv
import json
import math
import pathlib
import sys
from collections import defaultdict

WIDTH = 4000
MARGIN = 20
LATITUDE = 50.5
TABLE = pathlib.Path(__file__).parent.parent / "municipalities.csv"


def read_arcs(topology, project):
    """The arcs as lists of whole-numbered points (TopoJSON 1.0, chapter 2.1.3: quantised, each point relative to the last)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            point = project(x * scale_x + left, y * scale_y + bottom)
            if not points or points[-1] != point:
                points.append(point)
        arcs.append(points)
    return arcs


def polygons(geometry):
    """Rings of arc numbers; `~n` is arc n backwards."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for part in parts for ring in part]


def joined(arcs, numbers):
    """The points along some arcs, each of which begins where the one before it ends."""
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points and points[-1] == arc[0] else arc
    return points


def chained(arcs, numbers):
    """Lines as long as they get out of arcs in any order and direction."""
    ends = defaultdict(set)
    for number in numbers:
        ends[arcs[number][0]].add(number)
        ends[arcs[number][-1]].add(number)
    left = set(numbers)
    # Open lines begin where an odd number of arcs meet; what is left after them are rings.
    starts = sorted(point for point, there in ends.items() if len(there) % 2) + sorted(ends)
    for start in starts:
        while ends[start] & left:
            at, line = start, []
            while ends[at] & left:
                number = min(ends[at] & left)
                left.discard(number)
                forward = arcs[number][0] == at
                line.append(number if forward else ~number)
                at = arcs[number][-1] if forward else arcs[number][0]
            yield joined(arcs, line)


def path(lines):
    """The SVG path of some lines, and its box. A line that ends where it began is closed."""
    written, every = "", []
    for line in lines:
        closed = line[0] == line[-1]
        points = line[:-1] if closed else line
        if len(points) < 2:
            continue
        every += points
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:])]
        numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
        written += f"M{points[0][0]} {points[0][1]}l{numbers}" + ("z" if closed else "")
    xs, ys = [x for x, _ in every], [y for _, y in every]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), written]


def main():
    topology = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    left, bottom, right, top = topology["bbox"]
    narrower = math.cos(math.radians(LATITUDE))
    unit = (WIDTH - 2 * MARGIN) / ((right - left) * narrower)
    height = round((top - bottom) * unit) + 2 * MARGIN

    def project(longitude, latitude):
        return (
            round((longitude - left) * narrower * unit) + MARGIN,
            round((top - latitude) * unit) + MARGIN,
        )

    with TABLE.open(encoding="utf-8") as table:
        provinces = {row["nis5"]: row["province"] for row in csv.DictReader(table)}
    arcs = read_arcs(topology, project)
    places = {geometry["id"]: polygons(geometry) for geometry in topology["objects"]["layer"]["geometries"]}
    if set(places) != set(provinces):
        sys.exit(f"the outlines and {TABLE.name} differ: {sorted(set(places) ^ set(provinces))}")

    sides = defaultdict(list)
    for code, rings in places.items():
        for number in (number for ring in rings for number in ring):
            sides[number if number >= 0 else ~number].append(provinces[code])
    border = [number for number, there in sorted(sides.items()) if len(there) == 1]
    between = [number for number, there in sorted(sides.items()) if len(set(there)) > 1]

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["key", "x", "y", "width", "height", "path"])
    rows.writerow(["frame", 0, 0, WIDTH, height, ""])
    rows.writerow(["country", *path(chained(arcs, border))])
    rows.writerow(["provinces", *path(chained(arcs, between))])
    for code, rings in sorted(places.items()):
        rows.writerow([code, *path(joined(arcs, ring) for ring in rings)])


main()
