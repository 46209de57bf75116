/* Deferred acceptance over lists of (unit, key). The same steps in words: gemensam/rules/allocation/kernel_python.py.
 *
 * Participants propose down their lists. A unit keeps the lowest words (key << 32 | participant), at most as many
 * as it has seats, in a heap with the worst on top. Its cut-off is the first word it refuses. Units of a group
 * share seats: when one of them grows, `settle` reads the group's rows anew and may lower the seats of others.
 */
#include <stdint.h>
#include <stdlib.h>

#ifdef __GNUC__
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address)
#endif
#define AHEAD 12 /* participants whose lists are fetched beforehand: they are scattered in memory */

enum { POOL, HELD, MEMBER, USED, RESERVED }; /* gemensam/rules/allocation/entries.py, Row */

typedef struct {
    int64_t *offset, *size, *seats;
    uint64_t *heap, *cutoff;
    const int64_t *group_start;
    const int8_t *row;
    const int32_t *row_unit;
    const int64_t *limit;
    int32_t *displaced; /* those who have lost their seat and are to propose again */
    int64_t waiting, *at;
} Market;

static void sift_down(uint64_t *heap, int64_t size, int64_t at, uint64_t word) {
    for (int64_t child; (child = 2 * at + 1) < size; at = child) {
        if (child + 1 < size && heap[child + 1] > heap[child]) child++;
        if (heap[child] <= word) break;
        heap[at] = heap[child];
    }
    heap[at] = word;
}

static void sift_up(uint64_t *heap, int64_t at, uint64_t word) {
    for (int64_t parent; at > 0 && heap[parent = (at - 1) / 2] < word; at = parent) heap[at] = heap[parent];
    heap[at] = word;
}

/* He proposes to his next entry when all others who are waiting have had their turn. */
static void turn_away(Market *m, uint64_t word) {
    int32_t participant = (int32_t)(word & 0xffffffffu);
    m->at[participant]++;
    m->displaced[m->waiting++] = participant;
}

static void set_cutoff(Market *m, int32_t unit) {
    if (m->size[unit] < m->seats[unit]) return; /* not full: everybody is welcome */
    m->cutoff[unit] = m->size[unit] ? m->heap[m->offset[unit]] : 0;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* Give the unit no more seats than `most`, and turn the worst away who no longer have one. */
static void lower(Market *m, int32_t unit, int64_t most) {
    if (most < m->seats[unit]) m->seats[unit] = most;
    uint64_t *heap = m->heap + m->offset[unit];
    while (m->size[unit] > m->seats[unit]) {
        turn_away(m, heap[0]);
        int64_t left = --m->size[unit];
        if (left) sift_down(heap, left, 0, heap[left]);
    }
    set_cutoff(m, unit);
}

static void settle(Market *m, int32_t group) {
    int64_t left = 0, room = 0, most;
    for (int64_t r = m->group_start[group]; r < m->group_start[group + 1]; r++) {
        int32_t unit = m->row_unit[r];
        switch (m->row[r]) {
        case POOL: left = m->limit[r]; break;
        case HELD: left -= m->size[unit]; break;
        case MEMBER: room = least(m->limit[r] - (unit < 0 ? 0 : m->size[unit]), left); break;
        case USED:
        case RESERVED:
            if ((most = least(m->limit[r], room)) < 0) most = 0;
            lower(m, unit, most);
            room -= m->row[r] == USED ? m->size[unit] : most;
            left -= m->size[unit];
        }
    }
}

static void accept(Market *m, int32_t unit, int32_t group, uint64_t word) {
    uint64_t *heap = m->heap + m->offset[unit];
    if (m->size[unit] == m->seats[unit]) {
        turn_away(m, heap[0]);
        sift_down(heap, m->size[unit], 0, word);
        m->cutoff[unit] = heap[0];
        return;
    }
    sift_up(heap, m->size[unit]++, word);
    set_cutoff(m, unit);
    if (group >= 0) settle(m, group);
}

static void propose(Market *m, int32_t participant, int64_t end, const int32_t *unit, const uint32_t *key,
                    const int32_t *group_of, int64_t *at) {
    int64_t entry = at[participant];
    for (; entry < end; entry++) {
        uint64_t word = (uint64_t)key[entry] << 32 | (uint32_t)participant;
        if (word < m->cutoff[unit[entry]]) {
            at[participant] = entry;
            accept(m, unit[entry], group_of[unit[entry]], word);
            return;
        }
    }
    at[participant] = -1;
}

/* at: entry of each participant, -1 for none. cutoff: per unit. Returns 0, or 1 where memory does not suffice. */
int32_t gemensam_allocate(int64_t participants, const int32_t *who, const int64_t *first, const int32_t *unit,
                          const uint32_t *key, int64_t units, const int64_t *seats, const int32_t *group_of,
                          int64_t groups, const int64_t *group_start, const int8_t *row, const int32_t *row_unit,
                          const int64_t *limit, int64_t *at, uint64_t *cutoff) {
    Market m = {.cutoff = cutoff, .group_start = group_start, .row = row, .row_unit = row_unit, .limit = limit, .at = at};
    m.offset = malloc((units + 1) * 3 * sizeof(int64_t));
    m.displaced = malloc((participants + 1) * sizeof(int32_t));
    int32_t *proposing = malloc((participants + 1) * sizeof(int32_t));
    int64_t total = 0;
    if (m.offset) {
        m.size = m.offset + units + 1;
        m.seats = m.size + units + 1;
        for (int64_t u = 0; u < units; u++) {
            m.offset[u] = total;
            m.size[u] = 0;
            total += m.seats[u] = least(seats[u], participants + 1); /* never full by this */
        }
        m.heap = malloc((total + 1) * sizeof(uint64_t));
    }
    int failed = !m.offset || !m.displaced || !proposing || !m.heap;
    if (!failed) {
        for (int64_t u = 0; u < units; u++) cutoff[u] = m.seats[u] ? UINT64_MAX : 0;
        for (int64_t g = 0; g < groups; g++) settle(&m, (int32_t)g);
        for (int64_t p = 0; p < participants; p++) at[p] = first[who ? who[p] : p];
        for (int64_t p = 0; p < participants; p++) proposing[p] = (int32_t)p;
        for (int64_t waiting = participants; waiting; waiting = m.waiting) {
            m.waiting = 0;
            for (int64_t i = 0; i < waiting; i++) {
                if (i + AHEAD < waiting) {
                    int64_t soon = at[proposing[i + AHEAD]];
                    PREFETCH(unit + soon);
                    PREFETCH(key + soon);
                }
                int32_t one = proposing[i];
                propose(&m, one, first[(who ? who[one] : one) + 1], unit, key, group_of, at);
            }
            int32_t *turned_away = m.displaced;
            m.displaced = proposing;
            proposing = turned_away;
        }
    }
    free(m.heap);
    free(m.displaced);
    free(proposing);
    free(m.offset);
    return failed;
}
