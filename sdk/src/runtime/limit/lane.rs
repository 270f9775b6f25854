//! The calls of one operation, and the time at which each may be sent.
//!
//! A call reserves a slot without waiting, sleeps until its time without a lock, and claims it. So a call that is not
//! polled holds only its own slot, and a dropped call releases it.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// A little more than a second: the vendor counts calls on arrival, and not all take the same time.
pub(super) const WINDOW: Duration = Duration::from_millis(1_050);

/// A limit of `allowed` calls per window applies to a quarter of both as well: a burst of a whole second would arrive
/// spread out, together with calls of the next second.
const QUARTERS: u32 = 4;

/// How late a call may claim its slot. Later, it would be sent together with the calls after it.
const TOLERANCE: Duration = Duration::from_millis(40);

/// The id of a reserved slot.
pub(super) type SlotId = u64;

#[derive(Clone, Copy, Debug)]
struct Slot {
    id: SlotId,
    at: Instant,
    /// The call was sent.
    is_claimed: bool,
}

/// The slots of an operation, in the order of their calls and times.
#[derive(Debug, Default)]
pub(super) struct Lane {
    slots: VecDeque<Slot>,
    next_id: SlotId,
    /// The time until which the limit is halved, after the vendor has refused a call.
    slow_until: Option<Instant>,
}

/// What a call does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Send the call; the slot is used.
    Go,
    /// Wait until this time.
    At(Instant),
}

impl Lane {
    /// Reserves the next free slot.
    pub(super) fn reserve(&mut self, normal: usize, now: Instant) -> SlotId {
        self.forget_old(now);
        let id = self.next_id;
        self.next_id += 1;
        let at = self.earliest(self.slots.len(), self.allowed(normal, now), now);
        self.slots.push_back(Slot { id, at, is_claimed: false });
        id
    }

    /// Claims the slot if its time has come. A call that is too late for its slot gets the next free one, and the calls
    /// behind it are rescheduled.
    pub(super) fn claim(&mut self, id: SlotId, normal: usize, now: Instant) -> Turn {
        let allowed = self.allowed(normal, now);
        let is_on_time = |slot: &Slot| now < slot.at + TOLERANCE;
        let index = match self.find(id) {
            Some(index) if is_on_time(&self.slots[index]) => index,
            late => {
                if let Some(index) = late {
                    self.slots.remove(index);
                }
                self.forget_old(now);
                let is_settled = |slot: &Slot| slot.is_claimed || slot.at <= now;
                let index = self.slots.iter().rposition(is_settled).map_or(0, |last| last + 1);
                let at = self.earliest(index, allowed, now);
                self.slots.insert(index, Slot { id, at, is_claimed: false });
                self.reschedule(index + 1, allowed, now);
                index
            }
        };
        let slot = &mut self.slots[index];
        if slot.at > now {
            return Turn::At(slot.at);
        }
        slot.is_claimed = true;
        Turn::Go
    }

    /// Releases an unclaimed slot, so that the calls behind it are sent earlier. Returns whether there are any.
    pub(super) fn release(&mut self, id: SlotId, normal: usize, now: Instant) -> bool {
        let Some(index) = self.find(id).filter(|index| !self.slots[*index].is_claimed) else {
            return false;
        };
        self.slots.remove(index);
        self.reschedule(index, self.allowed(normal, now), now);
        index < self.slots.len()
    }

    /// Halves the limit until `until`, for waiting calls as well.
    pub(super) fn slow_down(&mut self, until: Instant, normal: usize, now: Instant) {
        self.slow_until = Some(until);
        self.reschedule(0, self.allowed(normal, now), now);
    }

    /// How many calls a window may have now.
    fn allowed(&self, normal: usize, now: Instant) -> usize {
        if self.slow_until.is_some_and(|until| now < until) { (normal / 2).max(1) } else { normal }
    }

    /// The index of the slot. Only late calls are out of the order of ids.
    fn find(&self, id: SlotId) -> Option<usize> {
        let in_order = self.slots.binary_search_by_key(&id, |slot| slot.id).ok();
        in_order.or_else(|| self.slots.iter().position(|slot| slot.id == id))
    }

    /// Removes the slots that no limit needs any more, even unclaimed ones.
    fn forget_old(&mut self, now: Instant) {
        while self.slots.front().is_some_and(|slot| slot.at + WINDOW <= now) {
            self.slots.pop_front();
        }
    }

    /// Reschedules the slots from `first` on. Claimed and due slots stay.
    fn reschedule(&mut self, first: usize, allowed: usize, now: Instant) {
        for index in first..self.slots.len() {
            if !self.slots[index].is_claimed && self.slots[index].at > now {
                self.slots[index].at = self.earliest(index, allowed, now);
            }
        }
    }

    /// The first moment from `now` on at which a call after the first `count` breaks no limit.
    fn earliest(&self, count: usize, allowed: usize, now: Instant) -> Instant {
        let after = |calls: usize, window: Duration| {
            let first = count.checked_sub(calls).and_then(|first| self.slots.get(first));
            first.map(|first| first.at + window)
        };
        let last = count.checked_sub(1).and_then(|last| self.slots.get(last)).map(|last| last.at);
        let whole = after(allowed, WINDOW);
        let quarter = after(allowed.div_ceil(QUARTERS as usize), WINDOW / QUARTERS);
        [last, whole, quarter].into_iter().flatten().fold(now, Instant::max)
    }
}
