"""Repeats a piece of work and prints how long each repetition took, as `rho-bench` does."""

import json
import time


def report(count, body, size=None):
    """Times `body` after one repetition that does not count; `size` tells the bytes of its result."""
    result = body()
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        result = body()
        seconds.append(time.perf_counter() - start)
    answer = {"seconds": seconds}
    if size:
        answer["bytes"] = size(result)
    print(json.dumps(answer))
