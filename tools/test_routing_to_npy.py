# SPDX-License-Identifier: Apache-2.0
"""Tests of what needs numpy only: python3 -m unittest discover tools"""
import unittest

import numpy as np

import routing_to_npy as tool


class RoutingToNpyTest(unittest.TestCase):
    def test_physical_experts_become_logical_ones_and_slack_goes(self):
        ids = np.array([[[2, 0], [1, -1], [-1, -1]], [[0, 1], [2, 1], [-1, -1]]])
        record = {
            "topk_ids_of_layer": ids,
            "positions": np.array([4, 5]),
            "extend_seq_lens": [2],
        }
        arrays = tool.from_sglang(
            {"records": [record], "last_physical_to_logical_map": [[5, 6, 7], [7, 6, 5]]}
        )
        self.assertEqual(arrays["ids"].tolist(), [[[7, 5], [7, 6]], [[6, -1], [5, 6]]])
        self.assertEqual(arrays["pos"].tolist(), [4, 5])
        self.assertEqual(arrays["seq"].tolist(), [0, 0])

    def test_a_token_continues_the_only_sequence_that_waits_for_it(self):
        sequences = tool.Sequences()
        sequences.add([0, 1, 2, 0, 1], [3, 2], 5)
        sequences.add([3, 2], None, 2)
        self.assertEqual(sequences.numbers, [0, 0, 0, 1, 1, 0, 1])

    def test_where_there_is_no_telling_a_new_sequence_starts(self):
        sequences = tool.Sequences()
        sequences.add([0, 1, 0, 1], [2, 2], 4)
        sequences.add([2, 2], None, 2)
        self.assertEqual(sequences.numbers, [0, 0, 1, 1, 2, 3])
        sequences = tool.Sequences()
        sequences.add(None, None, 2)
        self.assertEqual(sequences.numbers, [0, 1])

    def test_top_k_of_logits_with_their_softmax(self):
        arrays = tool.from_logits([np.log([[1.0, 5, 2], [1, 1, 2]])], 2)
        self.assertEqual(arrays["ids"].tolist(), [[[1, 2]], [[2, 0]]])
        np.testing.assert_allclose(arrays["weights"][:, 0], [[5 / 8, 2 / 8], [2 / 4, 1 / 4]])

    def test_arrays_of_one_layer_and_wrong_ones(self):
        ids = tool.from_array(np.array([[3, -7]], np.int32))["ids"]
        self.assertEqual((ids.tolist(), ids.dtype), ([[[3, -1]]], np.int16))
        ids = tool.from_array(np.array([[3, 65535]], np.uint16))["ids"]
        self.assertEqual(ids.tolist(), [[[3, -1]]])
        for wrong in (np.zeros(3, int), np.zeros((1, 1, 1)), np.full((1, 1, 1), 40000)):
            with self.assertRaises(SystemExit):
                tool.from_array(wrong)

    def test_counts_of_layers(self):
        lines = list(tool.from_reap({3: {"expert_frequency": np.array([2, 0])}}))
        self.assertEqual(lines[0], {"num_experts": 2, "layers": [3]})
        self.assertEqual(lines[1]["counts"], [2, 0])
        self.assertEqual(lines[1]["routed"], 2)


if __name__ == "__main__":
    unittest.main()
