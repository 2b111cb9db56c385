//! Two tabs over one store in memory, writing in any order.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use proptest::prelude::*;
use support::{TestVault, at, cases, goal, new_vault, session, unlock};
use therapeutic_progress_tracker::domain::{ClientId, GoalId, Percentage, SessionId};
use therapeutic_progress_tracker::vault::Reading;

const NOW: &str = "2024-06-01T12:00:00Z";
const STATES: [&str; 5] = ["very_negative", "negative", "neutral", "positive", "very_positive"];

#[derive(Debug, Clone, Copy)]
enum Step {
    Log,
    Repeat,
    Amend,
    Progress,
    Read,
    Settle,
}

fn steps() -> impl Strategy<Value = Vec<(bool, Step)>> {
    let step = prop_oneof![
        6 => Just(Step::Log),
        1 => Just(Step::Repeat),
        1 => Just(Step::Amend),
        1 => Just(Step::Progress),
        2 => Just(Step::Read),
        1 => Just(Step::Settle),
    ];
    prop::collection::vec((any::<bool>(), step), 1..40)
}

fn client(number: usize) -> String {
    format!("client-{}", number % 2)
}

fn nth(number: usize) -> therapeutic_progress_tracker::domain::Session {
    let time = format!("202{}-03-{:02}T10:00:00Z", 2 + number % 2, 1 + number % 28);
    session(&format!("s{number}"), &client(number), &time, STATES[number % 5])
}

/// Does one step; `logged` counts the sessions so far.
async fn take(vault: &TestVault, step: Step, logged: &mut usize) {
    let now = at(NOW);
    let latest = logged.saturating_sub(1);
    match step {
        Step::Log => {
            vault.log_session(&nth(*logged), true, now).await.unwrap();
            *logged += 1;
        }
        Step::Repeat if *logged > 0 => {
            vault.log_session(&nth(latest), true, now).await.unwrap();
        }
        Step::Amend if *logged > 1 => {
            let id = SessionId::new("s0").unwrap();
            let changes = format!(r#"{{"progress_notes":"as of {logged}"}}"#);
            vault.amend_session(&id, &changes, "clearer", &0_i16, now).await.unwrap();
        }
        Step::Progress => {
            let percent = Percentage::new(50.0).unwrap();
            let id = GoalId::new("g").unwrap();
            vault.update_goal_progress(&id, percent, None, now, now).await.unwrap();
        }
        Step::Read => {
            let id = ClientId::new(client(latest)).unwrap();
            let read = vault.sessions(&id, Reading::default(), now).await.unwrap();
            let of_client = (0..*logged).filter(|number| client(*number) == client(latest));
            assert_eq!(read.len(), of_client.count());
            let caseload = vault.caseload(now, now).await.unwrap();
            let counted: u32 = caseload.rows.iter().map(|row| row.sessions_count).sum();
            assert_eq!(counted as usize, *logged);
        }
        Step::Settle => vault.settle().await.unwrap(),
        Step::Repeat | Step::Amend => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), ..ProptestConfig::default() })]

    #[test]
    fn two_tabs_lose_nothing_of_each_other(steps in steps()) {
        let (one, stores) = new_vault();
        block_on(async {
            let tabs = [one, unlock(&stores, support::PASSPHRASE).await.unwrap()];
            let id = ClientId::new("client-0").unwrap();
            tabs[0].create_goal(&id, &goal("g", 10.0), at(NOW)).await.unwrap();
            let mut logged = 0;
            for (tab, step) in steps {
                take(&tabs[usize::from(tab)], step, &mut logged).await;
            }
            let fresh = unlock(&stores, support::PASSPHRASE).await.unwrap();
            for vault in tabs.iter().chain([&fresh]) {
                let caseload = vault.caseload(at(NOW), at(NOW)).await.unwrap();
                let counted: u32 = caseload.rows.iter().map(|row| row.sessions_count).sum();
                assert_eq!(counted as usize, logged);
            }
            assert_eq!(fresh.verify(&|_, _| {}).await.unwrap().damaged, []);
            assert!(fresh.audit_verdict().await.unwrap().intact);
        });
    }
}
