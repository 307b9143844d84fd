#!/usr/bin/python3
"""The rival of the benchmarks: QGIS does the same job on the same layer, without a window.

usage: qgis_rival.py probe | answers REQUEST | draw REQUEST | pick REQUEST | cover REQUEST | png REQUEST OUTPUT.png

`probe` prints QGIS's version. `answers` says which features hold the given pixel centres. `draw` says how long a redraw
takes, and the colours of the given pixels. `pick` identifies the features at the pixels one by one. `cover` runs the
overlap analysis (native:calculatevectoroverlaps) of "plans" over "units", both {"file", "layer"}. `png` writes one
picture; the caller times the whole process. REQUEST is a JSON file, written by ntm-bench; answers go to stdout as
JSON.
"""
import json
import os
import statistics
import sys
import tempfile
import time

RUNTIME = os.path.join(tempfile.gettempdir(), "ntm-bench-%d" % os.getuid())  # Qt complains without one
os.makedirs(RUNTIME, mode=0o700, exist_ok=True)
os.environ.setdefault("XDG_RUNTIME_DIR", RUNTIME)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (Qgis, QgsApplication, QgsCategorizedSymbolRenderer, QgsCoordinateReferenceSystem,  # noqa: E402
                       QgsCoordinateTransform, QgsFeature, QgsFeatureRequest, QgsFillSymbol, QgsGeometry,
                       QgsMapRendererParallelJob, QgsMapRendererSequentialJob, QgsMapSettings, QgsPointXY, QgsProcessingContext,
                       QgsProcessingFeedback, QgsProject, QgsRectangle, QgsRendererCategory, QgsSpatialIndex, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

JOBS = {"sequential": QgsMapRendererSequentialJob, "parallel": QgsMapRendererParallelJob}


def crs_of(name):
    return QgsCoordinateReferenceSystem(name)


def mover(source, target):
    return QgsCoordinateTransform(crs_of(source) if isinstance(source, str) else source,
                                  crs_of(target) if isinstance(target, str) else target, QgsProject.instance())


def style(layer, request):
    """As many classes as ours, hard edges, borders of one pixel."""
    categories = []
    for item in request["classes"]:
        symbol = QgsFillSymbol.createSimple({"color": item["fill"], "outline_color": "#555555", "outline_width": "1",
                                             "outline_width_unit": "Pixel"})
        categories.append(QgsRendererCategory(item["value"], symbol, item["value"]))
    layer.setRenderer(QgsCategorizedSymbolRenderer(request["class_column"], categories))
    return layer


def open_layer(request):
    uri = request["file"] + "|layername=" + request["layer"]
    layer = QgsVectorLayer(uri, "units", "ogr")
    if not layer.isValid():
        sys.exit("QGIS does not open " + uri)
    return style(layer, request)


def prepared_layer(request, target):
    """QGIS at its strongest: the outlines in memory, already in the map's own system, so that a redraw neither reads
    the file nor transforms a point."""
    source = open_layer(request)
    layer = QgsVectorLayer("MultiPolygon?crs=" + target, "units", "memory")
    column = source.fields().indexFromName(request["class_column"])
    layer.dataProvider().addAttributes([source.fields().at(column)])
    layer.updateFields()
    to_map = mover(source.crs(), target)
    features = []
    for given in source.getFeatures():
        geometry = given.geometry()
        geometry.transform(to_map)
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes([given.attribute(column)])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.dataProvider().createSpatialIndex()
    layer.updateExtents()
    return style(layer, request)


def settings_for(layer, view, target):
    """The same ground as our view; in another system than the view's own, the same middle and scale."""
    to_map = mover(view["crs"], target)
    step = 100 * view["metres_per_px"]
    middle = to_map.transform(QgsPointXY(view["x"], view["y"]))
    beside = to_map.transform(QgsPointXY(view["x"] + step, view["y"]))
    pixel = middle.distance(beside) / 100
    half_width, half_height = pixel * view["width_px"] / 2, pixel * view["height_px"] / 2
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(crs_of(target))
    settings.setOutputSize(QSize(view["width_px"], view["height_px"]))
    settings.setOutputDpi(96)
    settings.setExtent(QgsRectangle(middle.x() - half_width, middle.y() - half_height, middle.x() + half_width,
                                    middle.y() + half_height))
    settings.setBackgroundColor(QColor("#ffffff"))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    return settings


def draw_once(settings, job_kind):
    started = time.perf_counter()
    job = JOBS[job_kind](settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return (time.perf_counter() - started) * 1000, image


def best_draw(layer, view, target, runs, record_ms):
    """The quicker of both jobs on one run each, then the median of that one; a way that is hopeless beside another that
    was measured before is not run again."""
    settings = settings_for(layer, view, target)
    first, image = draw_once(settings, "sequential")
    if record_ms is not None and first > 1000 and first > 4 * record_ms:
        return {"ms": first, "job": "sequential, one run"}, image
    trial = {kind: draw_once(settings, kind)[0] for kind in JOBS}
    kind = min(trial, key=trial.get)
    times = []
    for _ in range(runs):
        elapsed, image = draw_once(settings, kind)
        times.append(elapsed)
    return {"ms": statistics.median(times), "job": kind}, image


def colours_at(image, pixels):
    return ["#%06x" % (image.pixel(x, y) & 0xFFFFFF) for x, y in pixels]


def draw(request):
    """Each view in each system, from the file and from memory."""
    result = {"views": [{} for _ in request["views"]]}
    layers = {"memory": lambda target: prepared_layer(request, target), "file": lambda target: open_layer(request)}
    for target in request["systems"]:
        for kind, make in layers.items():
            layer = make(target)
            for number, view in enumerate(request["views"]):
                found = result["views"][number].setdefault(target, {})
                record_ms = min((timing["ms"] for timing in found.values()), default=None)
                timing, image = best_draw(layer, view, target, request["runs"], record_ms)
                found[kind] = timing
                if target == view["crs"]:
                    found[kind]["colours"] = colours_at(image, view["pixels"])
    return result


def answers(request):
    """By exact containment, independent of every picture. Features are counted from 0 in the order of the file."""
    layer = open_layer(request)
    geometries = []
    index = QgsSpatialIndex()
    for number, given in enumerate(layer.getFeatures(QgsFeatureRequest().setNoAttributes())):
        feature = QgsFeature(number)
        feature.setGeometry(given.geometry())
        index.addFeature(feature)
        geometries.append(given.geometry())
    result = {"features": len(geometries), "views": []}
    for view in request["views"]:
        to_layer = mover(view["crs"], layer.crs())
        held_by = []
        for x, y in view["pixels"]:
            east = view["x"] + (x + 0.5 - view["width_px"] / 2) * view["metres_per_px"]
            north = view["y"] - (y + 0.5 - view["height_px"] / 2) * view["metres_per_px"]
            point = to_layer.transform(QgsPointXY(east, north))
            box = QgsRectangle(point.x(), point.y(), point.x(), point.y())
            place = QgsGeometry.fromPointXY(point)
            held_by.append(sorted(n for n in index.intersects(box) if geometries[n].contains(place)))
        result["views"].append(held_by)
    return result


def pick(request):
    """As its identify tool asks: the features that meet a point, by the index and then exactly."""
    view = request["views"][0]
    layer = prepared_layer(request, view["crs"])
    provider = layer.dataProvider()
    held_by = []
    started = time.perf_counter()
    for x, y in view["pixels"]:
        east = view["x"] + (x + 0.5 - view["width_px"] / 2) * view["metres_per_px"]
        north = view["y"] - (y + 0.5 - view["height_px"] / 2) * view["metres_per_px"]
        place = QgsRectangle(east, north, east, north)
        place.grow(1e-6)
        wanted = QgsFeatureRequest().setFilterRect(place).setFlags(QgsFeatureRequest.ExactIntersect)
        held_by.append(sorted(feature.id() - 1 for feature in provider.getFeatures(wanted)))
    return {"ms": (time.perf_counter() - started) * 1000, "held_by": held_by}


def in_memory(source):
    layer = QgsVectorLayer(source["file"] + "|layername=" + source["layer"], "plans", "ogr")
    if not layer.isValid():
        sys.exit("QGIS does not open " + source["file"])
    copy = layer.materialize(QgsFeatureRequest())
    copy.setName(source["layer"])
    copy.dataProvider().createSpatialIndex()
    return copy


def cover(request):
    """Areas on the ellipsoid, from layers in memory with an index; `ms` is the analysis alone."""
    from qgis.analysis import QgsNativeAlgorithms
    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    project = QgsProject.instance()
    units, plans = in_memory(request["units"]), in_memory(request["plans"])
    project.setCrs(units.crs())
    project.setEllipsoid("EPSG:7030")
    context = QgsProcessingContext()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().algorithmById("native:calculatevectoroverlaps")
    started = time.perf_counter()
    results, fine = algorithm.run({"INPUT": units, "LAYERS": [plans], "OUTPUT": "memory:"}, context,
                                  QgsProcessingFeedback())
    elapsed = (time.perf_counter() - started) * 1000
    if not fine:
        sys.exit("the overlap analysis failed")
    made = context.getMapLayer(results["OUTPUT"])
    column = made.fields().count() - 2  # area and per cent of each layer come last
    return {"ms": elapsed, "area_m2": [feature.attributes()[column] for feature in made.getFeatures()]}


def main(arguments):
    if arguments == ["probe"]:
        print(Qgis.QGIS_VERSION)
        return 0
    if len(arguments) not in (2, 3) or arguments[0] not in ("answers", "draw", "pick", "cover", "png"):
        sys.stderr.write(__doc__)
        return 2
    with open(arguments[1], encoding="utf-8") as file:
        request = json.load(file)
    application = QgsApplication([], False)
    application.initQgis()
    if arguments[0] == "answers":
        print(json.dumps(answers(request)))
    elif arguments[0] == "draw":
        print(json.dumps(draw(request)))
    elif arguments[0] == "pick":
        print(json.dumps(pick(request)))
    elif arguments[0] == "cover":
        print(json.dumps(cover(request)))
    else:
        view = request["views"][0]
        image = draw_once(settings_for(open_layer(request), view, request["systems"][0]), "sequential")[1]
        if not image.save(arguments[2]):
            return 1
    sys.stdout.flush()
    # Taking QGIS down costs time that a picture does not need, and some versions crash in it.
    os._exit(0)


sys.exit(main(sys.argv[1:]))
