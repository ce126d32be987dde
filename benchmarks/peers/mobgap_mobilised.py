"""mobgap's preconfigured pipeline on one Parquet file: run by the peers' Python, prints what it found as JSON.

Usage: mobgap_mobilised.py FILE healthy|impaired. Everything the pipeline does by default: gait sequences, initial
contacts, sides, cadence, stride length, speed, turns, walking bouts, thresholds, aggregation.
"""

import json
import sys
import warnings

import pandas as pd
from mobgap.data import GaitDatasetFromData
from mobgap.pipeline import MobilisedPipelineHealthy, MobilisedPipelineImpaired

RATE_HZ = 100.0
HEIGHT_M = 1.70  # of the simulated walker
PIPELINES = {"healthy": (MobilisedPipelineHealthy, "HA"), "impaired": (MobilisedPipelineImpaired, "MS")}

warnings.simplefilter("ignore")
pipeline, cohort = PIPELINES[sys.argv[2]]
table = pd.read_parquet(sys.argv[1])
# Its axes on the lower back: x up, y right, z ahead; the file's: x ahead, y left, z up.
imu = pd.DataFrame(
    {
        f"{sensor}_{axis}": sign * table[column]
        for sensor, letter in (("acc", "a"), ("gyr", "g"))
        for axis, sign, column in (("x", 1, f"{letter}z"), ("y", -1, f"{letter}y"), ("z", 1, f"{letter}x"))
    }
)
imu[["gyr_x", "gyr_y", "gyr_z"]] *= 180 / 3.141592653589793
imu.index.name = "samples"
recording = GaitDatasetFromData(
    {"bench": {"LowerBack": imu}},
    RATE_HZ,
    {"bench": {"height_m": HEIGHT_M, "sensor_height_m": 0.53 * HEIGHT_M, "cohort": cohort}},
    {"bench": {"measurement_condition": "free_living"}},
    index_cols="recording",
)
found = pipeline().safe_run(recording[0])
json.dump(
    {
        "walking_s": float(found.per_wb_parameters_["duration_s"].sum()),
        "steps": int(found.per_wb_parameters_["n_raw_initial_contacts"].sum()),
        "strides": len(found.per_stride_parameters_),
    },
    sys.stdout,
)
