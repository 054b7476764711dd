//! Rounds, medians and the lines that report them: wall time and processor time of this thread, ours and the peer's in
//! turn, and whether the machine had other work meanwhile.

use std::time::{Duration, Instant};

/// How long to wait for a quiet machine before each round.
const QUIET: Duration = Duration::from_secs(120);

/// Above this share of time in which something waited for a processor (in percent, over 10 s), a machine is busy.
const BUSY: f64 = 10.0;

/// What one run took, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Took {
    /// By the clock.
    pub(crate) wall: f64,
    /// Of a processor.
    pub(crate) processor: f64,
}

/// Runs `work` once.
pub(crate) fn took<T>(work: impl FnOnce() -> T) -> (Took, T) {
    let (began, processor) = (Instant::now(), on_processor());
    let answer = work();
    let wall = began.elapsed().as_secs_f64() * 1_000.0;
    (Took { wall, processor: (on_processor() - processor) * 1_000.0 }, answer)
}

/// How long this thread has run on a processor, in seconds: the first number of the kernel's `schedstat`, in nanoseconds.
fn on_processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: Option<u64> = stat.split_whitespace().next().and_then(|first| first.parse().ok());
    nanoseconds.unwrap_or_default() as f64 / 1e9
}

/// How much waited for a processor lately, in percent of the last 10 s; none where the kernel does not tell.
fn pressure() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/pressure/cpu").ok()?;
    let line = text.lines().find(|line| line.starts_with("some"))?;
    line.split_whitespace().find_map(|word| word.strip_prefix("avg10="))?.parse().ok()
}

/// How a comparison is run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounds {
    /// How many rounds.
    pub(crate) count: usize,
    /// Whether to wait for a quiet machine.
    pub(crate) patient: bool,
}

/// What a comparison came to: medians, and how many rounds were run on a busy machine.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    /// What ours took.
    pub(crate) ours: Took,
    /// What each peer took.
    pub(crate) peers: Vec<Took>,
    /// How many rounds.
    pub(crate) rounds: usize,
    /// How many of them on a busy machine.
    pub(crate) busy: usize,
}

impl Rounds {
    /// Runs ours and the peers in turn, in each round as often as it takes to tell times apart.
    pub(crate) fn compare(self, mut ours: impl FnMut(), peers: &mut [&mut dyn FnMut()]) -> Compared {
        let mut mine = Vec::new();
        let often = times(&mut ours);
        let often_theirs: Vec<usize> = peers.iter_mut().map(|peer| times(peer)).collect();
        let mut theirs = vec![Vec::new(); peers.len()];
        let mut busy = 0;
        for _ in 0..self.count {
            busy += usize::from(!self.is_quiet());
            mine.push(each(often, &mut ours));
            for ((peer, often), took_by) in peers.iter_mut().zip(&often_theirs).zip(&mut theirs) {
                took_by.push(each(*often, peer));
            }
        }
        let peers = theirs.iter().map(|took| median(took)).collect();
        Compared { ours: median(&mine), peers, rounds: self.count, busy }
    }

    fn is_quiet(self) -> bool {
        let until = Instant::now() + if self.patient { QUIET } else { Duration::ZERO };
        loop {
            match pressure() {
                Some(percent) if percent >= BUSY && Instant::now() < until => {
                    std::thread::sleep(Duration::from_secs(1));
                }
                percent => return percent.is_none_or(|percent| percent < BUSY),
            }
        }
    }
}

/// How long one measurement lasts at the least, in milliseconds: the kernel counts a thread's time in ticks of up to 10.
const LEAST: f64 = 100.0;

/// How often to run `work` in one measurement.
fn times(work: &mut dyn FnMut()) -> usize {
    let (once, ()) = took(&mut *work);
    ((LEAST / once.wall.max(0.01)).ceil() as usize).clamp(1, 1_000)
}

/// What each of so many runs of `work` took.
fn each(often: usize, work: &mut dyn FnMut()) -> Took {
    let (all, ()) = took(|| (0..often).for_each(|_| work()));
    Took { wall: all.wall / often as f64, processor: all.processor / often as f64 }
}

fn median(took: &[Took]) -> Took {
    let middle = |of: fn(&Took) -> f64| {
        let mut sorted: Vec<f64> = took.iter().map(of).collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    };
    Took { wall: middle(|took| took.wall), processor: middle(|took| took.processor) }
}

/// A line of the report.
pub(crate) struct Line<'a> {
    /// Which goal.
    pub(crate) goal: &'a str,
    /// What was measured.
    pub(crate) what: String,
    /// The most that ours may take, of what the peer takes.
    pub(crate) limit: f64,
    /// Which of the peers it is held against.
    pub(crate) peer: usize,
    /// What else there is to say.
    pub(crate) note: String,
}

impl Line<'_> {
    /// Prints it; whether the goal is met.
    pub(crate) fn print(&self, compared: &Compared, json: bool) -> bool {
        let (ours, peer) = (compared.ours, compared.peers[self.peer]);
        let (ratio, of_processor) = (ours.wall / peer.wall, ours.processor / peer.processor);
        let met = ratio <= self.limit;
        let busy = match compared.busy {
            0 => String::new(),
            busy => format!("; {busy} of {} rounds on a busy machine", compared.rounds),
        };
        let note = format!("processor ratio {of_processor:.4}{busy}{}", self.note);
        if json {
            let line = serde_json::json!({
                "goal": self.goal, "what": self.what, "ours": rounded(ours.wall), "peer": rounded(peer.wall), "unit": "ms",
                "ratio": rounded(ratio), "limit": rounded(self.limit), "met": met, "rounds": compared.rounds, "note": note,
            });
            println!("{line}");
        } else {
            let verdict = if met { "met" } else { "NOT MET" };
            println!(
                "{} {:<58} {:>9.2} ms  peer {:>9.2} ms  ratio {ratio:>8.4} of {:.4}  {verdict}  ({note})",
                self.goal, self.what, ours.wall, peer.wall, self.limit
            );
        }
        met
    }
}

fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
