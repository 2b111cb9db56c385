//! What holds of every record and of every course, whatever is written and in whichever order.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a story that goes wrong must fail")]

mod support;

use pollster::block_on;
use proptest::prelude::*;
use serde_json::json;
use support::{TestVault, at, cases, new_vault, unlock};
use therapeutic_progress_tracker::domain::{
    Client, ClientEvent, ClientId, Goal, Json, Milestone, Moment, Session, Signature, Window,
};
use therapeutic_progress_tracker::records::{
    ClientRecord, DraftRecord, EventRecord, Fold, GoalRecord, Kept, MilestoneRecord, Record,
    SessionRecord, SettingsRecord, Version, VersionOf, plain_client, plain_event, plain_goal,
    plain_milestone, plain_session,
};

const NOW: &str = "2024-06-01T12:00:00Z";
const STATES: [&str; 5] = ["very_negative", "negative", "neutral", "positive", "very_positive"];

/// Texts as people and their enemies write them.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "</script><script>alert(1)</script>",
        "\u{202e}\u{2066}reversed\u{2069}\u{202c}",
        "\0\u{7f}\u{85}\u{2028}\u{2029}\u{feff}",
        "\\\"'{}[]\\u0000,:\r\n\t",
        "e\u{301}\u{301}\u{301}\u{1f469}\u{200d}\u{1f467}",
        "=cmd|' /C calc'!A0",
    ]);
    prop_oneof![any::<String>(), hostile.prop_map(str::to_owned)]
}

/// An instant between 1970 and 2100, with an offset that a clock may have.
fn moment() -> impl Strategy<Value = Moment> {
    (0..4_102_444_800_000_i64, -14 * 60..14 * 60_i16)
        .prop_map(|(millis, offset)| Moment::new(millis, offset).unwrap())
}

fn session_of(
    (texts, techniques, at, state, minutes): (Vec<String>, Vec<String>, Moment, usize, u16),
) -> Session {
    let said = |place: usize| texts.get(place).cloned().unwrap_or_default();
    let techniques: Vec<String> =
        techniques.into_iter().filter(|one| !one.trim().is_empty()).collect();
    let json = json!({
        "session_id": "s", "client_id": "c", "timestamp": at.to_rfc3339(),
        "emotional_state": STATES[state], "session_duration_minutes": minutes,
        "conversation_summary": said(0), "progress_notes": said(1),
        "therapist_observations": said(2), "next_session_focus": said(3),
        "homework_assigned": said(4), "techniques_used": techniques, "crisis_flags": techniques,
        "metadata": { said(0): said(1) },
    });
    Session::read(&json.to_string(), at, &0_i16).unwrap()
}

fn session() -> impl Strategy<Value = Session> {
    let texts = prop::collection::vec(text(), 0..6);
    let techniques = prop::collection::vec(text(), 0..4);
    (texts, techniques, moment(), 0..5_usize, 0..=1440_u16).prop_map(session_of)
}

fn comes_back<R: Record + PartialEq + std::fmt::Debug>(record: &R) {
    assert_eq!(R::from_bytes(&record.to_bytes()).as_ref(), Ok(record));
}

proptest! {
    #[test]
    fn a_session_comes_back_from_its_box_from_a_fold_and_from_a_file(
        session in session(),
        (reason, statement) in (text(), text()),
        (saved_at, signed_at) in (moment(), moment()),
        (struck, signed, entered) in any::<(bool, bool, u32)>(),
    ) {
        let signed = signed.then_some(Signature { signed_at, statement });
        let entered = entered.into();
        let record = SessionRecord { session, entered, saved_at, reason, struck, signed };
        comes_back(&record);
        let read = Session::read(&plain_session(&record.session), at(NOW), &0_i16);
        prop_assert_eq!(read.as_ref(), Ok(&record.session));
        let mut fold = Fold::default();
        fold.add([1; 16], 7, &record);
        let fold = Fold::from_bytes(&fold.to_bytes()).unwrap();
        prop_assert_eq!(fold.get(&[1; 16]), Ok(Some((record, 7))));
    }

    #[test]
    fn what_is_planned_and_what_happens_comes_back_from_its_box_and_from_a_file(
        description in text(), notes in text(), percent in 0.0..=100.0_f64, when in moment(),
        number: u32,
    ) {
        let description = format!("d{description}");
        let date = when.to_rfc3339();
        let json = json!({ "goal_id": "g", "description": description, "notes": notes,
            "completion_percentage": percent, "target_date": date });
        let goal = Goal::read(&json.to_string(), when, &0_i16).unwrap();
        prop_assert_eq!(Goal::read(&plain_goal(&goal), at(NOW), &0_i16), Ok(goal.clone()));
        comes_back(&GoalRecord { goal, entered: number.into(), updates: number });
        let json = json!({ "milestone_id": "m", "goal_id": "g", "description": description,
            "achieved_date": date });
        let milestone = Milestone::read(&json.to_string(), when, &0_i16).unwrap();
        let plain = plain_milestone(&milestone);
        prop_assert_eq!(Milestone::read(&plain, at(NOW), &0_i16), Ok(milestone.clone()));
        comes_back(&MilestoneRecord { milestone, entered: number.into() });
        let json = json!({ "event_id": "e", "client_id": "c", "kind": "life",
            "description": description, "date": date });
        let event = ClientEvent::read(&json.to_string(), &0_i16).unwrap();
        prop_assert_eq!(ClientEvent::read(&plain_event(&event), &0_i16), Ok(event.clone()));
        comes_back(&EventRecord { event, entered: number.into() });
        let mut client = Client::new(ClientId::new("c").unwrap(), when);
        (client.display_name, client.notes) = (description, notes.clone());
        comes_back(&ClientRecord { client: client.clone(), past: Vec::new() });
        let (id, mark, kept) = (notes.clone(), "00ff".into(), Kept::Text(plain_client(&client)));
        let version = Version { of: VersionOf::Client, id, at: when.millis(), mark, kept };
        comes_back(&ClientRecord { client, past: vec![version] });
        let content = Json::new(json!({ "a": notes }).to_string()).unwrap();
        comes_back(&DraftRecord { content: content.clone(), saved_at: when });
        comes_back(&SettingsRecord { content });
    }
}

/// A course: for each session a minute of its own, a state, and its place in a shuffled order.
fn course() -> impl Strategy<Value = Vec<(i64, usize, u32)>> {
    let minutes = prop::collection::btree_set(0..2_000_000_i64, 1..12);
    minutes.prop_flat_map(|minutes| {
        let count = minutes.len();
        let rest = prop::collection::vec((0..5_usize, any::<u32>()), count);
        rest.prop_map(move |rest| {
            let minutes = minutes.iter();
            minutes.zip(rest).map(|(minute, (state, order))| (*minute, state, order)).collect()
        })
    })
}

fn nth(place: usize, minute: i64, state: usize, offset: i16) -> Session {
    let when = Moment::new(at("2022-01-01T00:00:00Z").millis() + minute * 60_000, offset).unwrap();
    let json = json!({
        "session_id": format!("s{place}"), "client_id": "c", "timestamp": when.to_rfc3339(),
        "emotional_state": STATES[state],
    });
    Session::read(&json.to_string(), when, &0_i16).unwrap()
}

/// What a vault says of its one client's course, the offsets of instants aside.
async fn course_of(vault: &TestVault) -> String {
    let (client, now) = (ClientId::new("c").unwrap(), at(NOW));
    let everything = Window::default();
    let trends = vault.emotional_trends(&client, everything, None, now).await.unwrap();
    let numbers: Vec<_> = trends
        .iter()
        .map(|one| {
            let halves = (one.first_half_mean, one.second_half_mean);
            (one.avg_emotional_score, one.trend_direction, one.volatility, one.data_points, halves)
        })
        .collect();
    let window = Window::between(at("2022-01-01T00:00:00Z"), now);
    let report = vault.progress_report(&client, window, now, now).await.unwrap();
    let row = vault.caseload(now, now).await.unwrap().rows[0].clone();
    let scores = (row.recent_scores, row.sessions_90_days, row.trend_direction);
    format!("{numbers:?} {:?} {} {scores:?}", report.overall_trajectory, report.sessions_count)
}

async fn logged(sessions: impl Iterator<Item = Session>) -> TestVault {
    let (vault, _) = new_vault();
    for session in sessions {
        vault.log_session(&session, true, at(NOW)).await.unwrap();
    }
    vault
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(16), ..ProptestConfig::default() })]

    #[test]
    fn a_caseload_that_is_remembered_says_what_a_new_one_would(
        course in course(),
        // Around the moments when a session comes in or is 90 days old, the last one's and later.
        asked in prop::collection::vec((any::<prop::sample::Index>(), 0..2_i64, -2..=2_i64), 2..8),
    ) {
        block_on(async {
            let (vault, stores) = new_vault();
            let mut begun = Vec::new();
            for (place, (minute, state, _)) in course.iter().enumerate() {
                // Close together, so that many are among the last 90 days.
                let session = nth(place, minute / 10, *state, 0);
                begun.push(session.timestamp.millis());
                vault.log_session(&session, true, at(NOW)).await.unwrap();
            }
            let last = begun.iter().copied().max().unwrap_or_default();
            for (which, leaves, around) in asked {
                let turn = (which.get(&begun) + leaves * 90 * 86_400_000).max(last);
                let as_of = Moment::new(turn + around, 0).unwrap();
                let remembered = vault.caseload(as_of, at(NOW)).await.unwrap();
                let anew = unlock(&stores, support::PASSPHRASE).await.unwrap();
                let anew = anew.caseload(as_of, at(NOW)).await.unwrap();
                assert_eq!(remembered.rows, anew.rows, "{as_of:?}");
            }
        });
    }

    #[test]
    fn a_course_is_the_same_in_whichever_order_and_whichever_way_it_was_entered(
        course in course(), offset in -14 * 60..14 * 60_i16,
    ) {
        block_on(async {
            let numbered = || course.iter().enumerate();
            let in_order = |shift| {
                numbered().map(move |(place, (minute, state, _))| nth(place, *minute, *state, shift))
            };
            let expected = course_of(&logged(in_order(0)).await).await;

            let mut shuffled: Vec<_> = numbered().collect();
            shuffled.sort_by_key(|(_, (_, _, order))| *order);
            let shuffled = || {
                shuffled.iter().map(|(place, (minute, state, _))| nth(*place, *minute, *state, 0))
            };
            assert_eq!(course_of(&logged(shuffled()).await).await, expected);

            let (imported, _) = new_vault();
            imported.import_batch(shuffled().enumerate().collect(), at(NOW)).await.unwrap();
            assert_eq!(course_of(&imported).await, expected);

            assert_eq!(course_of(&logged(in_order(offset)).await).await, expected);
        });
    }
}
