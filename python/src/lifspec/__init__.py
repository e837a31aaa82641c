"""Tests whether the LIF neurons of a simulator are correct: vectors, a pytest plugin and adapters."""

from .answers import NeuronOutput, WrongAnswer
from .data import (
    Mutant,
    Precision,
    Profile,
    Clause,
    Vector,
    kill_matrix,
    profiles,
    schemas,
    clauses,
    vectors,
    version,
)
from .inputs import NetworkInput, NeuronInput, NirInput, SeededInput, SynapseInput, TrainingInput, TuningInput
from .nir_files import NirVector, nir_vectors, read_nir
from .nir_graph import Unsupported
from .serving import protect_stdout, serve
from .simulator import Simulator, Skip

__version__ = version()

__all__ = [
    "Mutant",
    "NetworkInput",
    "NeuronInput",
    "NeuronOutput",
    "NirInput",
    "NirVector",
    "Precision",
    "Profile",
    "SeededInput",
    "Simulator",
    "Skip",
    "Clause",
    "SynapseInput",
    "TrainingInput",
    "TuningInput",
    "Unsupported",
    "Vector",
    "WrongAnswer",
    "__version__",
    "kill_matrix",
    "nir_vectors",
    "profiles",
    "protect_stdout",
    "read_nir",
    "schemas",
    "serve",
    "clauses",
    "vectors",
]
