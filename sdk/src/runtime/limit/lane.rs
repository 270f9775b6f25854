//! The calls of one operation: when each may go out.
//!
//! A call reserves a slot without waiting, sleeps until then outside of any lock, and claims it. So a call that nobody
//! polls keeps nothing but its own slot, and one that is dropped gives it back.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// A second and a little: calls do not all take the same time to the vendor, who counts them on arrival.
pub(super) const WINDOW: Duration = Duration::from_millis(1_050);

/// A limit of `allowed` calls a window holds for a quarter of both as well: a second's worth sent at once would
/// arrive spread out, and together with the next second's.
const QUARTERS: u32 = 4;

/// How late a call may claim its slot. Later than that it would go out together with those that come after it.
const TOLERANCE: Duration = Duration::from_millis(40);

/// Names a reserved slot.
pub(super) type SlotId = u64;

#[derive(Clone, Copy, Debug)]
struct Slot {
    id: SlotId,
    at: Instant,
    /// The call has gone out.
    is_claimed: bool,
}

/// The slots of an operation, in the order in which its calls came, which is that of their times.
#[derive(Debug, Default)]
pub(super) struct Lane {
    slots: VecDeque<Slot>,
    next_id: SlotId,
    /// Until when the vendor is spared, after it has refused a call.
    slow_until: Option<Instant>,
}

/// What a call is to do about its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The call goes out; the slot is used.
    Go,
    /// Its time is this.
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

    /// Claims the slot if its time has come. A call that comes too late for its slot gets another one: the next that
    /// is free, and those that wait behind it move on.
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

    /// Gives an unclaimed slot back: the calls behind it come earlier. Returns whether there are any.
    pub(super) fn release(&mut self, id: SlotId, normal: usize, now: Instant) -> bool {
        let Some(index) = self.find(id).filter(|index| !self.slots[*index].is_claimed) else {
            return false;
        };
        self.slots.remove(index);
        self.reschedule(index, self.allowed(normal, now), now);
        index < self.slots.len()
    }

    /// Halves the limit until `until`, for the calls that wait already as well.
    pub(super) fn slow_down(&mut self, until: Instant, normal: usize, now: Instant) {
        self.slow_until = Some(until);
        self.reschedule(0, self.allowed(normal, now), now);
    }

    /// How many calls a window may have now.
    fn allowed(&self, normal: usize, now: Instant) -> usize {
        if self.slow_until.is_some_and(|until| now < until) { (normal / 2).max(1) } else { normal }
    }

    /// Where the slot is. Only calls that came late stand out of the order of ids.
    fn find(&self, id: SlotId) -> Option<usize> {
        let in_order = self.slots.binary_search_by_key(&id, |slot| slot.id).ok();
        in_order.or_else(|| self.slots.iter().position(|slot| slot.id == id))
    }

    /// Drops the slots that no limit looks at any more. One whose call has not come for it is among them.
    fn forget_old(&mut self, now: Instant) {
        while self.slots.front().is_some_and(|slot| slot.at + WINDOW <= now) {
            self.slots.pop_front();
        }
    }

    /// Gives the slots from `first` on their times anew. What is claimed or due stays as it is.
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
