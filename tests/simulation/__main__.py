from __future__ import annotations
import sys, time
from tests.simulation import product
from tests.simulation.play import Choice, play

if __name__ == "__main__":
    product.install()
    first, count = int(sys.argv[1]), int(sys.argv[2])
    t=time.process_time()
    for n in range(first, first+count):
        t0=time.process_time()
        r = play(Choice(str(n)))
        sys.__stdout__.write(f"{n} {time.process_time()-t0:.2f}s writes={r.writes} {len(r.breaches)}\n")
        if r.breaches:
            for s in r.steps: sys.__stdout__.write("   "+s[:40000]+"\n")
            for b in r.breaches[:6]: sys.__stdout__.write(f"  !! {b.invariant}: {b.what[:1500]}\n")
    sys.__stdout__.write(f"{count/(time.process_time()-t):.2f}/s\n")
