#!/usr/bin/python3
"""A rival of the benchmarks: Mapnik draws the same classes from a Shapefile in Mercator.

usage: mapnik_rival.py probe | draw REQUEST

`probe` prints Mapnik's version. `draw` says how long each view takes, median of the runs, and the colours of the given
pixels. REQUEST is a JSON file written by ntm-bench; answers go to stdout as JSON.
"""
import json
import statistics
import sys
import time

import mapnik

MERCATOR = ("+proj=merc +a=6378137 +b=6378137 +lat_ts=0.0 +lon_0=0.0 +x_0=0.0 +y_0=0 +k=1.0 +units=m +nadgrids=@null "
            "+no_defs +over")


def styled_map(request, view):
    picture = mapnik.Map(view["width_px"], view["height_px"], MERCATOR)
    picture.background = mapnik.Color("#ffffff")
    style = mapnik.Style()
    for item in request["classes"]:
        rule = mapnik.Rule()
        rule.filter = mapnik.Expression("[%s] = '%s'" % (request["class_column"], item["value"]))
        fill = mapnik.PolygonSymbolizer()
        fill.fill = mapnik.Color(item["fill"])
        fill.gamma = 0.0  # hard edges, as the others
        rule.symbols.append(fill)
        line = mapnik.LineSymbolizer()
        line.stroke = mapnik.Color("#555555")
        line.stroke_width = 1
        rule.symbols.append(line)
        style.rules.append(rule)
    picture.append_style("units", style)
    layer = mapnik.Layer("units", MERCATOR)
    layer.datasource = mapnik.Shapefile(file=request["file"], encoding="utf-8")
    layer.styles.append("units")
    picture.layers.append(layer)
    picture.zoom_to_box(mapnik.Box2d(*view["box"]))
    return picture


def draw_once(picture, view):
    image = mapnik.Image(view["width_px"], view["height_px"])
    started = time.perf_counter()
    mapnik.render(picture, image)
    return (time.perf_counter() - started) * 1000, image


def draw(request):
    result = {"views": []}
    for view in request["views"]:
        picture = styled_map(request, view)
        draw_once(picture, view)
        times = []
        for _ in range(request["runs"]):
            elapsed, image = draw_once(picture, view)
            times.append(elapsed)
        raw = image.tostring()
        offsets = [(y * view["width_px"] + x) * 4 for x, y in view["pixels"]]
        colours = ["#%02x%02x%02x" % tuple(raw[at:at + 3]) if at >= 0 else "" for at in offsets]
        result["views"].append({"ms": statistics.median(times), "colours": colours})
    return result


def main(arguments):
    if arguments == ["probe"]:
        print(mapnik.mapnik_version_string())
        return 0
    if len(arguments) != 2 or arguments[0] != "draw":
        sys.stderr.write(__doc__)
        return 2
    with open(arguments[1], encoding="utf-8") as file:
        print(json.dumps(draw(json.load(file))))
    return 0


sys.exit(main(sys.argv[1:]))
