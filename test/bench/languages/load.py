"""What it takes to load the package, in a process that has loaded the CDK: milliseconds of both, as JSON."""

import importlib
import json
import sys
import time


def load(*modules: str) -> float:
    started = time.perf_counter()
    for module in modules:
        importlib.import_module(module)
    return (time.perf_counter() - started) * 1000


print(json.dumps({"cdk": load(*sys.argv[1:]), "package": load("cdk_mcp_lambda")}))
