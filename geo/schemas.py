"""The schema of every layer and table of a study area."""

from __future__ import annotations

from geo.cells import Column
from geo.schema import Schema

KECAMATAN_FORM = "64.08.01"
DESA_FORM = "64.08.01.2001"
TPS_FORM = "64.08.01.2001-001"
POST_TYPES = (
    "polres",
    "polsek",
    "polsubsektor",
    "pospol",
    "kodim",
    "koramil",
    "lanal",
    "pos_al",
    "polairud",
)
LOCATION_BASES = (
    "seat_read",
    "desa_read",
    "seat_inferred",
    "desa_inferred",
    "largest_desa_assumed",
    "surveyed",
)
COVERS_BASES = ("read", "read_old", "inferred", "stated")
TPS_LOCATIONS = ("desa_point", "surveyed")
ROAD_CLASSES = ("corridor", "coast", "interior")
MODES = ("road", "sea")
VOTERS_QUALITIES = ("official", "estimate")
MOST_POSTS = 2000
REPORT = "report"  # names a row of TPS_REPORTS; made when it is read, never written

_NAME = Column()
_NOTE = Column(blank=True)
_DATE = Column("date", blank=True)
_KECAMATAN = Column("code", form=KECAMATAN_FORM)
_DESA = Column("code", form=DESA_FORM)
_DEGREES = Column("number", "degrees")  # its range is looked at as a place
_AREA = Column("number", "km2", minimum=0.001)
_TPS = Column("count", "TPS", minimum=0)
_VOTERS = Column("count", "voters", minimum=0)
_HOURS = Column("number", "hours", blank=True, minimum=0.01)
_FIGURE = Column("number", blank=True, minimum=0.0)

KECAMATAN_SHAPES = Schema(
    "kecamatan",
    "kecamatan.geojson",
    {"kecamatan_code": _KECAMATAN, "kecamatan": _NAME, "area_km2": _AREA},
    key="kecamatan_code",
    further=_NOTE,
)
KECAMATAN_TABLE = Schema(
    "kecamatan",
    "kecamatan.csv",
    {"kecamatan_code": _KECAMATAN, "kecamatan": _NAME},
    key="kecamatan_code",
    further=Column("count", blank=True, minimum=0),
)
KECAMATAN = Schema(
    "kecamatan",
    "kecamatan.csv",
    {
        "kecamatan_code": _KECAMATAN,
        "kecamatan": _NAME,
        "area_km2": _AREA,
        "tps": _TPS,
        "voters": _VOTERS,
        "voters_quality": Column("choice", choices=VOTERS_QUALITIES),
    },
    key="kecamatan_code",
    further=_FIGURE,
)
DESA_SHAPES = Schema(
    "desa",
    "desa.geojson",
    {"desa_code": _DESA, "desa": _NAME, "kecamatan_code": _KECAMATAN},
    key="desa_code",
    further=_NOTE,
)
DESA = Schema(
    "desa",
    "desa.csv",
    {
        "desa_code": _DESA,
        "desa": _NAME,
        "kecamatan_code": _KECAMATAN,
        "lon": _DEGREES,
        "lat": _DEGREES,
        "area_km2": _AREA,
        "tps": _TPS,
        "distance_to_coast_m": Column("number", "m", minimum=0.0),
        "island": Column("flag"),
    },
    key="desa_code",
    further=_FIGURE,
)
TPS = Schema(
    "tps",
    "tps.csv",
    {
        "tps_id": Column("code", form=TPS_FORM),
        "desa_code": _DESA,
        "kecamatan_code": _KECAMATAN,
        "lon": _DEGREES,
        "lat": _DEGREES,
        "voters_est": _VOTERS,
        "location_quality": Column("choice", choices=TPS_LOCATIONS),
    },
    key="tps_id",
    most_rows=1_000_000,
)
POSTS = Schema(
    "posts",
    "posts.csv",
    {
        "post_id": _NAME,
        "name": _NAME,
        "post_type": Column("choice", choices=POST_TYPES),
        "kecamatan_code": _KECAMATAN,
        "desa_code": _DESA,
        "lon": _DEGREES,
        "lat": _DEGREES,
        "location_basis": Column("choice", choices=LOCATION_BASES),
        "covers_kecamatan": Column("codes", form=KECAMATAN_FORM, blank=True),
        "covers_basis": Column("choice", choices=COVERS_BASES, blank=True),
        "source": _NAME,
        "source_date": _DATE,
    },
    key="post_id",
    most_rows=MOST_POSTS,
)
SEATS = Schema(
    "seats",
    "seats.csv",
    {
        "kecamatan_code": _KECAMATAN,
        "desa_code": _DESA,
        "desa": _NAME,
        "basis": Column("choice", choices=LOCATION_BASES),
        "source": _NAME,
    },
    key="kecamatan_code",
)
LINKS = Schema(
    "links",
    "links.csv",
    {
        "from_desa": _DESA,
        "to_desa": _DESA,
        "mode": Column("choice", choices=MODES),
        "hours_dry": _HOURS,
        "hours_wet": _HOURS,
        "km": Column("number", "km", blank=True, minimum=0.0),
        "source": _NAME,
        "source_date": _DATE,
    },
)
FACTS = Schema(
    "facts",
    "facts.csv",
    {
        "fact": _NAME,
        "value": _NAME,
        "unit": _NAME,
        "note": _NOTE,
        "source": _NAME,
        "quality": _NAME,
    },
    key="fact",
)
KECAMATAN_FACTS = Schema(
    "kecamatan_facts",
    "kecamatan_facts.csv",
    {
        "kecamatan_code": _KECAMATAN,
        "fact": _NAME,
        "value": Column("number"),
        "unit": _NAME,
        "source": _NAME,
        "source_date": _DATE,
        "quality": _NAME,
    },
)
CONTEXT = Schema(
    "context", "kaltim_context.geojson", {"kode": _NAME, "nama": _NAME}, further=_NOTE
)
LAND = Schema("land", "land.geojson", {"source": _NAME}, further=_NOTE)
SOURCES = Schema(
    "sources",
    "sources.csv",
    {
        "file": _NAME,
        "column": _NAME,
        "source": _NAME,
        "licence": _NAME,
        "date": _NOTE,
        "quality": _NAME,
    },
)
TPS_INDICATORS = Schema(
    "tps_indicators",
    "tps_indicators.csv",
    {
        "indicator": _NAME,
        "number": Column("count", minimum=1),
        "variable": _NAME,
        "variable_id": _NAME,
        "variable_en": _NAME,
        "name_id": _NAME,
        "name_en": _NAME,
        "seen_in": _NOTE,
        "kaltim_tps": Column("count", "TPS", blank=True, minimum=0),
    },
    key="indicator",
)
TPS_REPORTS = Schema(
    "tps_reports",
    "tps_reports.csv",
    {
        REPORT: _NAME,
        "desa_code": _DESA,
        "tps_id": Column("code", form=TPS_FORM, blank=True),
        "indicator": _NAME,
        "present": Column("flag"),
        "source": _NAME,
        "source_date": _NOTE,
    },
    key=REPORT,
    further=_NOTE,
    may_be_empty=True,
)
EDUCATION = Schema(
    "education",
    "education.csv",
    {
        "date": _NAME,  # a whole day: looked at with the polling day beside it
        "kecamatan_code": _KECAMATAN,
        "desa_code": Column("code", form=DESA_FORM, blank=True),
        "topic": _NAME,
        "people": Column("count", "people", minimum=0),
        "note": _NOTE,
    },
    most_rows=10_000,
    may_be_empty=True,
)
