//! Devices that write apart and read each other's backups.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use proptest::prelude::*;
use support::devices::{export, import, later, time, told, whole};
use support::{Stores, TestVault, cases, files, goal, milestone, new_vault, session};
use therapeutic_progress_tracker::domain::{
    ClientChanges, ClientEvent, ClientId, EventId, Goal, GoalId, Moment, Percentage, PlanChanges,
    SessionId,
};
use therapeutic_progress_tracker::vault::Signing;

const STATES: [&str; 5] = ["very_negative", "negative", "neutral", "positive", "very_positive"];

async fn export_as(vault: &TestVault, with_notes: bool) -> Vec<u8> {
    match with_notes {
        true => export(vault).await,
        false => files::export_at(vault, later()).await,
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Log,
    Amend,
    Strike,
    Restore,
    Sign,
    Notes,
    Goal,
    Progress,
    Save,
    Undo,
    Milestone,
    Event,
    RemoveEvent,
    Client,
    Import,
    Merge,
}

const STEPS: [Step; 16] = [
    Step::Log,
    Step::Amend,
    Step::Strike,
    Step::Restore,
    Step::Sign,
    Step::Notes,
    Step::Goal,
    Step::Progress,
    Step::Save,
    Step::Undo,
    Step::Milestone,
    Step::Event,
    Step::RemoveEvent,
    Step::Client,
    Step::Import,
    Step::Merge,
];

/// A step, on which device, of which record, saying which of several things.
type Act = (usize, Step, usize, usize);

fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let step = (0..STEPS.len()).prop_map(|place| STEPS[place]);
    prop::collection::vec((0..3_usize, step, 0..4_usize, 0..6_usize), 1..most)
}

struct Device {
    vault: TestVault,
    stores: Stores,
    last: Option<SessionId>,
}

fn client(which: usize) -> String {
    format!("c{}", which % 2)
}

/// Does one step at a time. What cannot be done, such as amending what is not there, is no step.
async fn act(devices: &mut [Device], (on, step, which, says): Act, at: i64) -> Option<Vec<u8>> {
    let now = time(at);
    let to = (on + 1 + says % 2) % 3;
    if let Step::Merge = step {
        let file = export_as(&devices[on].vault, which % 2 == 0).await;
        import(&devices[to].vault, &file).await;
        return Some(file);
    }
    let device = &mut devices[on];
    let vault = &device.vault;
    let id = SessionId::new(format!("s{which}-{}", client(which))).unwrap();
    let goal_id = GoalId::new(format!("g{which}-{}", client(which))).unwrap();
    let instant = time(i64::from(u32::try_from(says % 3).unwrap()) * 86_400_000).to_rfc3339();
    let one = |id: &str| session(id, &client(which), &instant, STATES[says % 5]);
    match step {
        Step::Log => drop(vault.log_session(&one(id.as_str()), true, now).await),
        Step::Amend => {
            let changes = format!(r#"{{"progress_notes":"changed {says}"}}"#);
            drop(vault.amend_session(&id, &changes, "because", &0_i16, now).await);
        }
        Step::Strike => drop(vault.strike_session(&id, "wrong client", now).await),
        Step::Restore => drop(vault.restore_session(&id, now).await),
        Step::Progress => {
            let percent = Percentage::new(f64::from(u32::try_from(says * 7).unwrap())).unwrap();
            let notes = (says % 2 == 0).then(|| format!("progress {}", says / 2));
            drop(vault.update_goal_progress(&goal_id, percent, notes, now, now).await);
        }
        Step::Save => {
            let (saved, goal_id) = (format!("saved{on}-{at}"), goal_id.as_str());
            let step = format!("step{which}{}-{}", says % 2, client(which));
            let changes = format!(
                r#"{{"goal_progress":[{{"goal_id":"{goal_id}","completion_percentage":{says}}}],
                "milestones":[{{"milestone_id":"{step}","goal_id":"{goal_id}",
                "description":"step {says}","achieved_date":"2024-03-01"}}]}}"#
            );
            let changes = PlanChanges::read(&changes, now, &0_i16).unwrap();
            let session = one(&saved);
            if vault.save_session(&session, &changes, true, now).await.is_ok() {
                device.last = Some(session.session_id);
            }
        }
        Step::Undo => {
            if let Some(last) = device.last.take() {
                drop(vault.undo_save(&last, now).await);
            }
        }
        Step::Import => {
            // The same table of sessions, carried to every device.
            let table = (0..40).map(|row: usize| {
                let instant = time(i64::from(u32::try_from(row / 2).unwrap()) * 86_400_000);
                let of = client(which);
                (row, session(&format!("t{row}-{of}"), &of, &instant.to_rfc3339(), STATES[row % 5]))
            });
            drop(vault.import_batch(table.collect(), now).await);
        }
        _ => around(vault, (on, step, which, says), now).await,
    }
    None
}

/// The steps that are about neither progress nor what a session says.
async fn around(vault: &TestVault, (_, step, which, says): Act, now: Moment) {
    let of = ClientId::new(client(which)).unwrap();
    let goal_id = format!("g{which}-{}", client(which));
    let id = SessionId::new(format!("s{which}-{}", client(which))).unwrap();
    match step {
        Step::Sign => {
            let statement = ["", "complete"][says % 2].to_owned();
            drop(vault.sign_session(&id, &Signing { statement, revision: None }, now).await);
        }
        Step::Notes => {
            let text = ["", "a hypothesis", "another"][says % 3];
            drop(vault.save_notes(&id, text, now).await);
        }
        Step::Goal => {
            let set = goal(&goal_id, 10.0 * f64::from(u32::try_from(says % 2).unwrap()));
            let set = Goal { description: format!("goal {}", says % 3), ..set };
            drop(vault.create_goal(&of, &set, now).await);
        }
        Step::Milestone => {
            let step = milestone(&format!("m{which}-{}", client(which)), &goal_id);
            drop(vault.add_milestone(&of, &step, true, now).await);
        }
        Step::Event => {
            let event = format!(
                r#"{{"event_id":"e{which}-{0}","client_id":"{0}","kind":"life",
                "description":"event {says}","date":"2024-03-0{1}"}}"#,
                client(which),
                1 + says % 2
            );
            drop(vault.save_event(&ClientEvent::read(&event, &0_i16).unwrap(), now).await);
        }
        Step::RemoveEvent => {
            let id = EventId::new(format!("e{which}-{}", client(which))).unwrap();
            drop(vault.remove_event(&id, now).await);
        }
        Step::Client => {
            let name = if says == 0 { String::new() } else { format!("name {says}") };
            let changes = ClientChanges {
                client_id: of,
                display_name: Some(name),
                notes: None,
                status: None,
                created_at: None,
                birth_year: says.is_multiple_of(2).then_some(Some(2000)),
            };
            drop(vault.save_client(&changes, now).await);
        }
        _ => {}
    }
}

fn new_device() -> Device {
    let (vault, stores) = new_vault();
    Device { vault, stores, last: None }
}

/// What three devices wrote, and every backup that was taken on the way.
async fn written(acts: &[Act], clocks: [i64; 3]) -> (Vec<Device>, Vec<Vec<u8>>) {
    let mut devices: Vec<Device> = (0..3).map(|_| new_device()).collect();
    let mut files = Vec::new();
    for (place, one) in (0..).zip(acts) {
        files.extend(act(&mut devices, *one, clocks[one.0] + place * 10).await);
    }
    for device in &devices {
        files.push(export(&device.vault).await);
    }
    (devices, files)
}

/// The vault that some backups make, in the order of `order`.
async fn made_of(files: &[Vec<u8>], order: &[usize]) -> (TestVault, Stores) {
    let (vault, stores) = new_vault();
    for place in order {
        import(&vault, &files[*place]).await;
    }
    (vault, stores)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(32), max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_any_backups_makes_the_same_vault(
        acts in acts(28),
        clocks in [0..400_i64, 0..400, 0..400],
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
        order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        block_on(async {
            let (devices, files) = written(&acts, clocks).await;
            let set: Vec<usize> = picks.iter().map(|pick| pick.index(files.len())).collect();
            let shuffled: Vec<usize> =
                order.iter().filter_map(|place| set.get(*place).copied()).collect();
            let (one, stores) = made_of(&files, &set).await;
            let (other, _) = made_of(&files, &shuffled).await;
            assert_eq!(told(&export(&one).await), told(&export(&other).await));

            // Once more, and what the vault itself says: nothing changes.
            let before = told(&export(&one).await);
            let again = import(&one, &files[set[0]]).await;
            assert_eq!((again.added, again.removed, again.conflicts), (0, 0, 0));
            import(&one, &export(&one).await).await;
            assert_eq!(told(&export(&one).await), before);
            whole(&one, &stores).await;

            // The devices read the same backups, each in an order of its own.
            let all: Vec<Vec<u8>> = files[files.len() - 3..].to_vec();
            let mut ends = Vec::new();
            for (first, device) in devices.iter().enumerate() {
                for place in 0..3 {
                    import(&device.vault, &all[(first + place) % 3]).await;
                }
                whole(&device.vault, &device.stores).await;
                ends.push(told(&export(&device.vault).await));
            }
            assert_eq!(&ends[0], &ends[1]);
            assert_eq!(&ends[0], &ends[2]);
        });
    }
}
