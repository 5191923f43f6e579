#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns routing that a framework saved with torch.save into a trace of moebench.

Needs numpy and torch; runs offline, where the framework is installed.

  routing_to_npy.py array  routed.pt OUT.npz              ids [T, L, K] or [T, K] (vLLM, replay)
  routing_to_npy.py sglang recorder_1.pt OUT.npz          SGLang, recorder mode per_token
  routing_to_npy.py logits logits.pt OUT.npz --top-k 8    router logits, L x [T, E] (Hugging Face)
  routing_to_npy.py reap   observer.pt OUT.jsonl          counts of a REAP observer
"""
import argparse
import json
import sys
import zipfile

import numpy as np

MISSING = -1


def fail(message):
    sys.exit("error: " + message)


def load(path, trust):
    """A file of torch.save with every tensor as a numpy array; runs no code unless trusted."""
    import torch

    def plain(value):
        if isinstance(value, torch.Tensor):
            value = value.detach().cpu()
            return (value.float() if value.is_floating_point() else value).numpy()
        if isinstance(value, dict):
            return {key: plain(entry) for key, entry in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(entry) for entry in value]
        return value

    try:
        return plain(torch.load(path, map_location="cpu", weights_only=not trust))
    except Exception as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        fail(f"{path}: {reason} (if you trust the file, add --trust: loading it may run its code)")


def from_array(data):
    """ids [T, L, K] of ids [T, L, K] or [T, K]."""
    ids = np.asarray(data)
    if ids.ndim == 2:
        ids = ids[:, None, :]
    if ids.ndim != 3 or ids.dtype.kind not in "iu":
        fail(f"expected whole numbers [T, L, K] or [T, K], found {ids.dtype} {list(ids.shape)}")
    return {"ids": compact(ids)}


def compact(ids):
    """16-bit ids; negative ones, and the largest of uint16 and above, are missing."""
    unsigned = ids.dtype.kind == "u" and ids.dtype.itemsize > 1
    none = ids == np.iinfo(ids.dtype).max if unsigned else np.zeros(ids.shape, bool)
    ids = np.where(none, MISSING, ids.astype(np.int64))
    if ids.size and ids.max() >= np.iinfo(np.int16).max:
        fail(f"id {ids.max()}: expected at most {np.iinfo(np.int16).max - 1}")
    return np.maximum(ids, MISSING).astype(np.int16)


def from_sglang(data):
    """ids, sequences and positions of the passes of a recorder."""
    to_logical = data.get("last_physical_to_logical_map")
    sequences = Sequences()
    parts = []
    for record in data["records"]:
        ids = np.asarray(record["topk_ids_of_layer"])  # [L, T, K]
        if to_logical is not None:
            ids = logical(ids, np.asarray(to_logical))
        used = (ids >= 0).any(axis=(0, 2))  # buffers are longer than passes
        tokens = int(np.nonzero(used)[0].max()) + 1 if used.any() else 0
        parts.append(ids[:, :tokens].transpose(1, 0, 2))
        sequences.add(record.get("positions"), record.get("extend_seq_lens"), tokens)
    if not parts:
        fail("no records: was the recorder in mode per_token?")
    return {
        "ids": compact(np.concatenate(parts)),
        "seq": np.array(sequences.numbers, np.int32),
        "pos": np.array(sequences.positions, np.int32),
    }


def logical(ids, to_logical):
    """Logical experts of physical ones; to_logical is [L, P]."""
    mapped = np.take_along_axis(
        to_logical, np.maximum(ids, 0).reshape(len(ids), -1), axis=1
    ).reshape(ids.shape)
    return np.where(ids < 0, MISSING, mapped)


class Sequences:
    """Which sequence a token belongs to, as far as its pass tells; no guess where it does not."""

    def __init__(self):
        self.numbers = []
        self.positions = []
        self.ends = {}  # next position -> sequences that wait for it
        self.count = 0

    def add(self, positions, lengths, tokens):
        if positions is None or len(positions) < tokens:
            positions = np.zeros(tokens, np.int64)  # strangers: no two are neighbours
            lengths = None
        positions = [int(p) for p in positions[:tokens]]
        if lengths is None or sum(int(n) for n in lengths) < tokens:
            runs = [[p] for p in positions]
        else:
            runs, start = [], 0
            for length in lengths:
                runs.append(positions[start : start + int(length)])
                start += int(length)
        for run in filter(None, runs):
            self._add(run)

    def _add(self, run):
        waiting = self.ends.get(run[0], [])
        if len(waiting) == 1:  # otherwise there is none, or no telling which
            number = waiting[0]
            del self.ends[run[0]]
        else:
            number = self.count
            self.count += 1
        self.numbers += [number] * len(run)
        self.positions += run
        self.ends.setdefault(run[-1] + 1, []).append(number)


def from_logits(data, top_k):
    """ids and softmax weights of the top k of logits, L x [T, E]; equal logits: lower id first."""
    if top_k is None:
        fail("router logits need --top-k")
    ids, weights = [], []
    for layer in data:
        logits = np.asarray(layer, np.float64).reshape(-1, np.asarray(layer).shape[-1])
        order = np.argsort(-logits, axis=1, kind="stable")[:, :top_k]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        ids.append(order)
        weights.append(np.take_along_axis(odds / odds.sum(axis=1, keepdims=True), order, axis=1))
    return {
        "ids": compact(np.stack(ids, axis=1)),
        "weights": np.stack(weights, axis=1).astype(np.float32),
    }


def from_reap(data):
    """Header and one line of counts per layer."""
    layers = sorted(data, key=int)
    counts = {int(layer): np.asarray(data[layer]["expert_frequency"]) for layer in layers}
    experts = {len(row) for row in counts.values()}
    if len(experts) != 1:
        fail(f"expected as many experts in all layers, found {sorted(experts)}")
    yield {"num_experts": experts.pop(), "layers": list(counts)}
    for layer, row in counts.items():
        whole = [int(count) for count in row]
        yield {"hist": f"layer {layer}", "layer": layer, "routed": sum(whole), "counts": whole}


def write_npz(path, arrays, header):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        out.writestr("header.json", json.dumps(header))
        for name, array in arrays.items():
            with out.open(name + ".npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["array", "sglang", "logits", "reap"])
    parser.add_argument("input", help="file of torch.save (array: also .npy)")
    parser.add_argument("output", help=".npz; of reap .jsonl")
    parser.add_argument("--top-k", type=int, help="experts of a token")
    parser.add_argument("--experts", type=int, help="experts of a layer (default: largest id + 1)")
    parser.add_argument("--layers", help="numbers of the layers, as 3,4,5 (default: 0,1,...)")
    parser.add_argument("--model", help="name of the model")
    parser.add_argument("--trust", action="store_true", help="load files that may run code")
    options = parser.parse_args()
    ending = ".jsonl" if options.kind == "reap" else ".npz"
    if not options.output.endswith(ending):
        fail(f"{options.output}: expected a name that ends in {ending}")

    if options.input.endswith(".npy"):
        data = np.load(options.input, allow_pickle=False)
    else:
        data = load(options.input, options.trust)
    header = {"moe_routing": 1, "source": f"{options.kind}: {options.input}"}
    if options.model:
        header["model"] = options.model
    if options.kind == "reap":
        lines = list(from_reap(data))
        lines[0] = {**header, **lines[0]}
        with open(options.output, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
        return
    if options.kind == "array":
        arrays = from_array(data)
    elif options.kind == "sglang":
        arrays = from_sglang(data)
    else:
        arrays = from_logits(data, options.top_k)
        header["num_experts"] = int(np.asarray(data[0]).shape[-1])
    if options.top_k:
        header["top_k"] = options.top_k
    if options.experts:
        header["num_experts"] = options.experts
    if options.layers:
        header["layers"] = [int(layer) for layer in options.layers.split(",")]
    write_npz(options.output, arrays, header)
    print("wrote %s: ids %s" % (options.output, list(arrays["ids"].shape)))


if __name__ == "__main__":
    main()
