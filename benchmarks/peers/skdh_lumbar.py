"""scikit-digital-health's lumbar gait on one Parquet file: run by the peers' Python, prints what it found as JSON.

The two steps of its documentation's example for a whole recording: predict the periods of gait (LightGBM), then
measure gait in them (wavelets on the acceleration ahead, the gyroscope for turns). Defaults throughout.
"""

import json
import sys
import warnings

import pandas as pd
import skdh

G = 9.80665
HEIGHT_M = 1.70  # of the simulated walker

warnings.simplefilter("ignore")
table = pd.read_parquet(sys.argv[1])
pipeline = skdh.Pipeline()
pipeline.add(skdh.context.PredictGaitLumbarLgbm())
pipeline.add(skdh.gait.GaitLumbar())
found = pipeline.run(
    time=table["t"].to_numpy(),
    accel=table[["ax", "ay", "az"]].to_numpy(dtype="float64") / G,
    gyro=table[["gx", "gy", "gz"]].to_numpy(dtype="float64"),
    height=HEIGHT_M,
)
gait = pd.DataFrame(found["GaitLumbar"])
bouts = gait.drop_duplicates("Bout N")
json.dump(
    {
        "walking_s": float(bouts["Bout Duration"].sum()),
        "steps": int(bouts["Bout Steps"].sum()),
        "strides": len(gait),
    },
    sys.stdout,
)
