"""The compiled kernel of the allocation: one C file, built on first use where there is a compiler, never needed.

It knows arrays of integers and nothing of Gemensam. What it does stands in words, with the same result, in
gemensam/rules/allocation/kernel_python.py. See docs/adr/0007-compiled-kernel.md.
"""

from gemensam_kernel.calling import Arrays, KernelMemoryError, allocate
from gemensam_kernel.choosing import NAMES, wanted
from gemensam_kernel.loading import library

__all__ = ["NAMES", "Arrays", "KernelMemoryError", "allocate", "library", "wanted"]
