//! What the store promises, written once and held to by both engines: each law below runs on SQLite, on a file of its own,
//! and on PostgreSQL, in a database of its own.

mod accounts;
mod campaigns;
mod copies;
mod database;
mod drills;
mod health;
mod idempotency;
mod keys;
mod lock;
mod migration;
mod outbox;
mod parts;
mod placements;
mod preparations;
mod proofs;
mod rows;
mod sample;
mod trail;
mod transactions;
mod volunteers;

/// Runs work in one writing transaction of a store; the bracketed values are cloned into it.
macro_rules! write {
    ($store:expr, [$($kept:ident),*], $tx:ident => $work:expr) => {{
        $(let $kept = Clone::clone(&$kept);)*
        $store.write::<_, childalert_store::StoreError, _>(move |$tx| Box::pin(async move { $work })).await
    }};
}

/// Runs work on one view of a store, without writing; the bracketed values are cloned into it.
macro_rules! read {
    ($store:expr, [$($kept:ident),*], $tx:ident => $work:expr) => {{
        $(let $kept = Clone::clone(&$kept);)*
        $store.read::<_, childalert_store::StoreError, _>(move |$tx| Box::pin(async move { $work })).await
    }};
}
pub(crate) use {read, write};

/// Stamps the laws out for both engines. Those under `server` need writers side by side, which SQLite does not have.
macro_rules! contract {
    (both { $($module:ident { $($law:ident)* })* } server { $($of:ident { $($apart:ident)* })* }) => {
        mod sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $law() {
                    crate::database::hold_on_sqlite(crate::$module::$law).await;
                })*
            })*
        }
        mod postgres {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                #[ignore = "needs PostgreSQL: tests/run.sh starts one"]
                async fn $law() {
                    crate::database::hold_on_postgres(crate::$module::$law).await;
                })*
            })*
            mod side_by_side {
                $($(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                #[ignore = "needs PostgreSQL: tests/run.sh starts one"]
                async fn $apart() {
                    crate::database::hold_on_postgres(crate::$of::$apart).await;
                })*)*
            }
        }
    };
}

contract! {
    both {
        migration {
            migrating_again_keeps_what_is_there
            what_the_first_version_wrote_is_carried_over
            who_was_invited_with_a_provider_is_bound_to_it_by_its_id
            several_nodes_may_migrate_an_empty_database_at_once
            a_database_of_a_newer_version_is_refused
        }
        rows {
            a_case_reads_back_as_written
            a_scan_is_its_cases_own_and_never_changes
            a_consent_that_was_asked_for_reads_back_as_answered
            a_campaign_reads_back_as_written
            a_decision_reads_back_as_written
            a_proof_reads_back_as_written
            a_placement_reads_back_as_written
            a_state_of_another_version_is_an_error_and_not_a_guess
        }
        preparations {
            a_preparation_reads_back_as_saved_and_ends_once
            preparations_are_forgotten_by_age
        }
        transactions {
            a_refused_write_leaves_nothing
            a_panicking_write_leaves_nothing
            a_caller_who_goes_away_leaves_whole_transactions_and_a_clean_pool
            a_process_that_dies_in_the_middle_leaves_nothing
            writers_of_two_nodes_take_turns
            a_read_sees_one_view
            a_read_cannot_write
        }
        trail {
            entries_are_sealed_one_upon_the_other
            each_thread_is_numbered_without_gaps
            the_trail_of_writers_at_once_has_no_gap
            a_write_that_fails_leaves_no_gap
            nobody_changes_cuts_or_replaces_the_trail
        }
        outbox {
            a_bell_rung_twice_before_it_is_published_is_one_row
            a_bell_rung_again_while_claimed_outlives_the_older_ring
            concurrent_claimers_never_get_the_same_bell
            a_claim_that_ran_out_is_handed_out_again
            a_bell_given_back_is_handed_out_from_the_time_that_was_asked
            retractions_come_first_and_then_the_oldest
            a_bell_that_waits_is_taken_out_once_and_a_repeated_ring_makes_it_no_younger
            a_bell_of_no_age_waits_from_its_next_ring_on
            a_bell_for_an_act_of_another_version_is_not_taken_out
            ringing_for_all_rings_for_exactly_the_named_placements
        }
        placements {
            of_twenty_begins_one_wins
            saving_is_refused_once_the_row_has_moved
            a_report_saved_beside_another_is_not_lost
            moving_all_touches_only_what_it_names
            due_gives_what_is_due_and_the_longest_due_first
            deferring_is_void_once_the_row_has_moved
            counts_add_up
            a_copy_is_planned_once
            the_site_shows_live_placements_of_live_campaigns_only
            what_is_shown_differs_with_each_change_of_the_site_and_with_no_other
        }
        copies {
            what_is_open_comes_in_pages_and_what_needs_a_person_first
            since_moves_with_the_state_and_not_with_an_attempt
            every_change_is_read_once_in_its_order
            the_times_are_those_of_the_copies_at_the_nearest_rank
            a_tally_counts_what_was_made_and_what_somebody_has
        }
        proofs {
            of_twenty_renders_one_begins
            a_frozen_proof_never_changes_again
            due_gives_unfinished_proofs_only
        }
        campaigns {
            an_edit_of_an_older_version_is_refused
            a_campaign_moves_only_from_where_it_stands
            overdue_gives_live_campaigns_past_their_end
            to_close_gives_ended_campaigns_that_owe_nothing
            a_campaign_of_which_a_copy_turns_up_is_opened_again_and_closed_once_it_is_gone
            ended_campaigns_are_listed_newest_first
            pages_of_a_list_hold_every_campaign_once
        }
        drills {
            a_drills_copies_are_on_training_channels_and_no_others_are
            an_exercise_is_one_from_its_opening_and_so_are_its_campaigns
            the_public_site_finds_no_drill
            what_a_drill_would_send_is_written_down_and_never_due
        }
        lock {
            nothing_is_planned_or_begun_after_the_retraction
        }
        idempotency {
            a_second_answer_under_a_key_is_a_duplicate
            of_ten_equal_requests_at_once_one_keeps_its_answer
            answers_are_forgotten_by_age
        }
        parts {
            a_large_batch_has_every_recipient_under_their_number
            recipients_are_those_in_the_named_states
            who_is_not_active_is_told_only_of_what_they_have
            counts_of_parts_add_up
            suppressing_touches_unsent_parts_of_the_campaign_only
        }
        keys {
            a_key_reads_back_as_written
            a_key_is_revoked_once
        }
        accounts {
            an_account_reads_back_as_written
            a_list_of_accounts_tells_how_each_is_used
            an_account_of_a_provider_opens_one_account
            a_binding_that_is_said_anew_ends_the_one_before
            a_session_remembers_when_a_passkey_or_the_provider_answered
            an_invitation_is_open_until_it_is_used_or_over
        }
        health {
            a_worker_that_says_again_that_it_is_there_is_one_row
            what_is_well_can_be_written_and_tells_its_clock_where_it_has_one
            the_outbox_tells_since_when_the_oldest_waits
            each_channel_tells_what_it_did_last
        }
        volunteers {
            an_address_imported_again_changes_the_volunteer_it_names
            only_the_active_are_written_to
        }
    }
    server {
        lock {
            many_hold_a_campaigns_lock_together
            what_is_read_after_the_wait_is_as_it_is_then
            a_retraction_waits_for_begins_and_lets_no_later_one_pass
            the_lock_of_one_campaign_does_not_hold_up_another
        }
        outbox {
            a_transaction_that_commits_late_is_still_claimed
            a_claim_that_is_still_open_does_not_hold_up_another
        }
        placements {
            a_held_row_is_read_after_the_wait
        }
    }
}
