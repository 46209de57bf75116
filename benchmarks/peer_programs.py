"""Small programs that hand an instance to a peer. Each runs in a process of its own, in the peers' own environment.

Standard input is JSON: ``lists`` (offerings of each applicant, best first), ``orders`` (applicants of each offering,
best first), ``seats``. The program prints JSON: ``build`` and ``solve`` in seconds, ``processor`` seconds of both,
``placed`` (offering or -1 of each applicant).
"""

_START = """
import json, sys, time
given = json.load(sys.stdin)
lists, orders, seats = given["lists"], given["orders"], given["seats"]
placed = [-1] * len(lists)
"""
_END = """
ended, used = time.perf_counter(), time.process_time() - used
print(json.dumps({"build": built - started, "solve": ended - built, "processor": used, "placed": placed}))
"""

MATCHING = (
    _START
    + """
import threading, warnings
from matching.games import HospitalResident
warnings.simplefilter("ignore")
sys.setrecursionlimit(10**7)  # it copies linked objects recursively: with the usual limit it stops before 2 000 applicants
threading.stack_size(1 << 30)
started, used = time.perf_counter(), time.process_time()

def run():
    global built
    game = HospitalResident.create_from_dictionaries(
        {f"a{a}": [f"o{o}" for o in one] for a, one in enumerate(lists)},
        {f"o{o}": [f"a{a}" for a in one] for o, one in enumerate(orders) if one},
        {f"o{o}": seats[o] for o, one in enumerate(orders) if one},
    )
    built = time.perf_counter()
    for offering, applicants in game.solve(optimal="resident").items():
        for one in applicants:
            placed[int(one.name[1:])] = int(offering.name[1:])

thread = threading.Thread(target=run)
thread.start()
thread.join()
"""
    + _END
)

SCHOOL_MATCH = (
    _START
    + """
import types
for name in ("graph_tool", "graph_tool.all"):  # drawing only; it is not on the index
    module = types.ModuleType(name)
    for drawing in ("Graph", "graph_draw", "all_circuits", "arf_layout", "sfdp_layout"):
        setattr(module, drawing, None)
    sys.modules[name] = module
from py_school_match.algorithms.da import DA
from py_school_match.entities import Characteristic, Criteria, Rule, RuleSet, School, SocialPlanner, Student
started, used = time.perf_counter(), time.process_time()
schools = [School(number) for number in seats]
students = [Student() for _ in lists]
order = Criteria("order", int)
for school, applicants in zip(schools, orders):
    for place, applicant in enumerate(applicants):
        students[applicant].add_characteristic(Characteristic(order, -place, recognized_only_in=school))
for student, wanted in zip(students, lists):
    student.preferences = [schools[o] for o in wanted]
planner = SocialPlanner(students, schools, RuleSet([Rule(order)]))
built = time.perf_counter()
planner.run_matching(DA())
number = {id(school): o for o, school in enumerate(schools)}
for a, student in enumerate(students):
    if student.assigned_school is not None:
        placed[a] = number[id(student.assigned_school)]
"""
    + _END
)

MATCHING_ALGORITHMS = (
    _START
    + """
from matching_algorithms import main
started, used = time.perf_counter(), time.process_time()
students = {f"a{a}": [f"o{o}" for o in one] for a, one in enumerate(lists)}
schools = {f"o{o}": {"priorities": [f"a{a}" for a in one], "capacity": seats[o]} for o, one in enumerate(orders)}
built = time.perf_counter()
for offering, applicants in main.school_choice_da(students, schools).items():
    for one in applicants:
        placed[int(one[1:])] = int(offering[1:])
"""
    + _END
)

ORTOOLS = (
    _START
    + """
from ortools.sat.python import cp_model
started, used = time.perf_counter(), time.process_time()
model = cp_model.CpModel()
has = [{o: model.new_bool_var("") for o in one} for one in lists]
for one in has:
    model.add_at_most_one(one.values())
for o, applicants in enumerate(orders):
    before = 0  # how many better applicants have a place here
    for place, a in enumerate(applicants):
        wanted = lists[a][: lists[a].index(o) + 1]
        model.add(before + seats[o] * sum(has[a][w] for w in wanted) >= seats[o])
        count = model.new_int_var(0, seats[o], "")
        model.add(count == before + has[a][o])
        before = count
model.minimize(
    sum(rank * one[o] for one, wanted in zip(has, lists) for rank, o in enumerate(wanted))
    + sum((len(wanted) + 1) * (1 - sum(one.values())) for one, wanted in zip(has, lists))
)
built = time.perf_counter()
solver = cp_model.CpSolver()
solver.parameters.num_workers = 2
assert solver.solve(model) == cp_model.OPTIMAL
for a, one in enumerate(has):
    for o, variable in one.items():
        if solver.value(variable):
            placed[a] = o
"""
    + _END
)

HOSPITAL_RESIDENT = """
const { HospitalResident } = require("hospital-resident");
const { lists, orders, seats } = JSON.parse(require("fs").readFileSync(0));
const seconds = () => Number(process.hrtime.bigint()) / 1e9;
const started = seconds(), used = process.cpuUsage();
const residents = {}, hospitals = {}, capacities = {};
lists.forEach((one, a) => { residents["a" + a] = one.map((o) => "o" + o); });
orders.forEach((one, o) => { if (one.length) { hospitals["o" + o] = one.map((a) => "a" + a); capacities["o" + o] = seats[o]; } });
const game = HospitalResident.createFromDictionaries(residents, hospitals, capacities);
const built = seconds();
const found = game.solve("resident").toRecord();
const placed = lists.map(() => -1);
for (const [o, all] of Object.entries(found)) for (const a of all) placed[Number(a.slice(1))] = Number(o.slice(1));
const { user, system } = process.cpuUsage(used);
console.log(JSON.stringify({ build: built - started, solve: seconds() - built, processor: (user + system) / 1e6, placed }));
"""

# name -> (language, program); the name is that of the package
PROGRAMS = {
    "matching": ("python", MATCHING),
    "py-school-match": ("python", SCHOOL_MATCH),
    "matching-algorithms": ("python", MATCHING_ALGORITHMS),
    "ortools": ("python", ORTOOLS),
    "hospital-resident": ("node", HOSPITAL_RESIDENT),
}
