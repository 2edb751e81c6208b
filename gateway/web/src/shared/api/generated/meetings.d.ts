// Generated from services/meetings/openapi.json by npm run types.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alive
         * @description The process answers.
         */
        get: operations["alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description Ready when the database answers, stands at the revision of this code, and every worker runs.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agenda-entries/{entry_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Entry
         * @description An annotation of an item on a meeting, or a topic of the meeting's own.
         */
        get: operations["read_entry_v1_agenda_entries__entry_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Entry
         * @description Change who presents a line and for how long, or the words of a topic.
         */
        patch: operations["change_entry_v1_agenda_entries__entry_id__patch"];
        trace?: never;
    };
    "/v1/answers/{outcome_id}/concurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Answer
         * @description An answer given out of session, and each nation's stand on it.
         */
        get: operations["read_answer_v1_answers__outcome_id__concurrences_get"];
        put?: never;
        /**
         * Concur In Answer
         * @description A nation's stand on an answer out of session; agreed, it reaches the issuer at once.
         */
        post: operations["concur_in_answer_v1_answers__outcome_id__concurrences_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/appointments/{appointment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Appointment
         * @description One appointment.
         */
        get: operations["read_appointment_v1_appointments__appointment_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * End Appointment
         * @description Set the last day of a post. Nobody is taken out of the past: what they recorded stays theirs.
         */
        patch: operations["end_appointment_v1_appointments__appointment_id__patch"];
        trace?: never;
    };
    "/v1/attendance/{attendance_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Attendance
         * @description One person at a meeting.
         */
        get: operations["read_attendance_v1_attendance__attendance_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Attendance
         * @description Change what a person answered, or whether they are there.
         */
        patch: operations["change_attendance_v1_attendance__attendance_id__patch"];
        trace?: never;
    };
    "/v1/concurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Awaited
         * @description Minutes, answers and adjudications that await a stand of the reader's nation, oldest first.
         */
        get: operations["awaited_v1_concurrences_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Decisions
         * @description Decisions, newest first. Of one meeting the last page also holds those that are read by substitute.
         */
        get: operations["list_decisions_v1_decisions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions/{decision_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Decision
         * @description One decision; its substitute's words where the reader may not read the original.
         */
        get: operations["read_decision_v1_decisions__decision_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Decision
         * @description Change the words of a provisional decision, or give it a substitute text with a label of its own.
         */
        patch: operations["change_decision_v1_decisions__decision_id__patch"];
        trace?: never;
    };
    "/v1/decisions/{decision_id}/concurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Adjudication
         * @description An adjudication out of session, and each nation's stand on it.
         */
        get: operations["read_adjudication_v1_decisions__decision_id__concurrences_get"];
        put?: never;
        /**
         * Concur In Adjudication
         * @description A nation's stand on an adjudication out of session; agreed, it lands on the item that asked.
         */
        post: operations["concur_in_adjudication_v1_decisions__decision_id__concurrences_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/escalations/{item_id}/adjudicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adjudicate Escalation
         * @description Decide an escalation between meetings, or as each nation's escalation authorities where the forum
         *     that asks has no parent. It reaches the item that asked at once, and takes the same concurrence.
         */
        post: operations["adjudicate_escalation_v1_escalations__item_id__adjudicate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Forums
         * @description The forums that the reader may know of, by name.
         */
        get: operations["list_forums_v1_forums_get"];
        put?: never;
        /**
         * Create Forum
         * @description Found a forum of which the founder's nation is a member. Its label is JOINT of its members by default.
         *
         *     Without a parent it names each member's escalation authority; a parent ranks above it.
         */
        post: operations["create_forum_v1_forums_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forums/{forum_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Forum
         * @description One forum, with its appointments and what the reader is in it.
         */
        get: operations["read_forum_v1_forums__forum_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Forum
         * @description Change a forum. A parent that would make it its own ancestor is refused (rule ``own_ancestor``).
         */
        patch: operations["change_forum_v1_forums__forum_id__patch"];
        trace?: never;
    };
    "/v1/forums/{forum_id}/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Appoint
         * @description Appoint a person of one's own nation to a post, by billet and date. Answers the forum.
         */
        post: operations["appoint_v1_forums__forum_id__appointments_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forums/{forum_id}/tracker": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Tracker
         * @description Everything that this forum is to address until its issuer closes it, provisional or agreed.
         *
         *     Nothing is copied into it: it is what the forum's open items say.
         */
        get: operations["read_tracker_v1_forums__forum_id__tracker_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Meetings
         * @description Meetings by their first possible day; those without a date come last.
         */
        get: operations["list_meetings_v1_meetings_get"];
        put?: never;
        /**
         * Create Meeting
         * @description Plan a meeting with a window as exact as it is known, or with exact days. It takes its forum's label.
         *
         *     What stands in the forum's tracker stands on its agenda at once, without anybody copying it.
         */
        post: operations["create_meeting_v1_meetings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Meeting
         * @description One meeting, with its neighbours and what the reader may do with it.
         */
        get: operations["read_meeting_v1_meetings__meeting_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Meeting
         * @description Change title, dates, place or mode of a meeting that is still to come.
         */
        patch: operations["change_meeting_v1_meetings__meeting_id__patch"];
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/agenda": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Agenda
         * @description The agenda: what the rules put on it, in its order, numbered over what the reader may see.
         *
         *     It opens with the back-brief on what this forum tasked; then escalations, items for discussion (new, due,
         *     at risk, picked …), what is noted together, and topics of the meeting's own.
         */
        get: operations["read_agenda_v1_meetings__meeting_id__agenda_get"];
        put?: never;
        /**
         * Add Topic
         * @description Add a topic of the meeting's own, beside what the tracker brings.
         */
        post: operations["add_topic_v1_meetings__meeting_id__agenda_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/agenda/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Order Agenda
         * @description Put lines into an order within their sections. Lines that the writer does not see keep their places.
         */
        put: operations["order_agenda_v1_meetings__meeting_id__agenda_order_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/agenda/pick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pick Item
         * @description Pick an item of the tracker for discussion; it would only be noted otherwise.
         */
        post: operations["pick_item_v1_meetings__meeting_id__agenda_pick_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Attendance
         * @description Everybody asked to a meeting, the nations present, and who should attend and is missing.
         */
        get: operations["list_attendance_v1_meetings__meeting_id__attendance_get"];
        put?: never;
        /**
         * Add Attendance
         * @description Ask a person to a meeting, or note that they came. Ask for the effect of admitting a nation before.
         */
        post: operations["add_attendance_v1_meetings__meeting_id__attendance_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/attendance/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Effect
         * @description What admitting a nation hides from the projection: "Admitting Australia hides 3 items".
         */
        get: operations["read_effect_v1_meetings__meeting_id__attendance_effect_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record Decision
         * @description Record a decision, guidance or an adjudication at a held meeting. Provisional: nobody binds another.
         *
         *     Guidance that names a forum stands in that forum's tracker at once; an adjudication lands back on the item
         *     that asked. It takes the meeting's label unless another is given.
         */
        post: operations["record_decision_v1_meetings__meeting_id__decisions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/minutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Minutes
         * @description What the meeting recorded, as the reader may see it, each nation's stand on it, and where it went.
         */
        get: operations["read_minutes_v1_meetings__meeting_id__minutes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/minutes/concurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Concur
         * @description A nation concurs in, or withholds from, the current version; agreed when every member nation concurs.
         *
         *     Its own head or deputy gives it, or its own secretary records it with evidence; nobody binds another.
         */
        post: operations["concur_v1_meetings__meeting_id__minutes_concurrences_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/minutes/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct
         * @description Open a new version of agreed minutes. It is provisional until every nation concurs again.
         */
        post: operations["correct_v1_meetings__meeting_id__minutes_corrections_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/minutes/silence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Silence
         * @description Ask an absent nation by silence procedure: it assents at the deadline unless it breaks silence.
         */
        post: operations["silence_v1_meetings__meeting_id__minutes_silence_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Outcomes
         * @description What a meeting left of its items. An item without an outcome was not addressed: it carries over.
         */
        get: operations["list_outcomes_v1_meetings__meeting_id__outcomes_get"];
        put?: never;
        /**
         * Record Outcome
         * @description Record what became of an item that stands on a held meeting: one outcome an item, provisional until
         *     the heads of every member nation concur. It takes effect at once.
         */
        post: operations["record_outcome_v1_meetings__meeting_id__outcomes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Papers
         * @description The papers of a meeting that the reader may see: one's own nation's, and what others offered.
         */
        get: operations["list_papers_v1_meetings__meeting_id__papers_get"];
        put?: never;
        /**
         * Create Paper
         * @description Keep a draft, position or note: one's own nation's until it is offered, and nobody else's to see.
         */
        post: operations["create_paper_v1_meetings__meeting_id__papers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/projection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Projection
         * @description What is projected: only what every nation present may read, with a numbering of its own.
         */
        get: operations["read_projection_v1_meetings__meeting_id__projection_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move Meeting
         * @description Move a meeting along its states. Postponing and cancelling say why; its items move on by themselves.
         *
         *     Postponed with dates it becomes a new planned meeting, which ``moved_to`` names.
         */
        post: operations["move_meeting_v1_meetings__meeting_id__state_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{meeting_id}/taskings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue Tasking
         * @description Issue a tasking at a held meeting. It stands, provisional, in its forum's tracker at once.
         *
         *     It has exactly one addressing forum and a due date (by default the issuer's next meeting).
         */
        post: operations["issue_tasking_v1_meetings__meeting_id__taskings_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outcomes/{outcome_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Outcome
         * @description One outcome.
         */
        get: operations["read_outcome_v1_outcomes__outcome_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend Outcome
         * @description Amend an outcome while the minutes are provisional; concurrence taken before starts again.
         */
        patch: operations["amend_outcome_v1_outcomes__outcome_id__patch"];
        trace?: never;
    };
    "/v1/papers/{paper_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Paper
         * @description One paper.
         */
        get: operations["read_paper_v1_papers__paper_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Paper
         * @description Change a paper of one's own nation that is not yet offered.
         */
        patch: operations["change_paper_v1_papers__paper_id__patch"];
        trace?: never;
    };
    "/v1/papers/{paper_id}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer Paper
         * @description Put a paper before other members: the label names who gains sight. It stays its nation's own.
         *
         *     Offered again under another label, those who are not named any more lose sight at once.
         */
        post: operations["offer_paper_v1_papers__paper_id__offer_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/papers/{paper_id}/offer-effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Offer Effect
         * @description Who gains and who loses sight of a paper if it is offered to some nations: asked before it is offered.
         *
         *     What the offer would be refused for is refused here by the same rule.
         */
        get: operations["read_offer_effect_v1_papers__paper_id__offer_effect_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/papers/{paper_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Paper
         * @description Take an offer back: the paper is its nation's alone again, and everybody else loses sight at once.
         */
        post: operations["withdraw_paper_v1_papers__paper_id__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Taskings
         * @description Taskings, guidance that names a forum, and escalations: the newest first.
         */
        get: operations["list_taskings_v1_taskings_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Tasking
         * @description One item, with its children, its escalations and what the reader may do with it.
         */
        get: operations["read_tasking_v1_taskings__item_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend Tasking
         * @description Amend a tasking while it is provisional; concurrence taken before starts again.
         */
        patch: operations["amend_tasking_v1_taskings__item_id__patch"];
        trace?: never;
    };
    "/v1/taskings/{item_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Tasking
         * @description Answer between meetings: it reaches the issuer at once, and takes the same concurrence as minutes.
         */
        post: operations["answer_tasking_v1_taskings__item_id__answer_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close Tasking
         * @description Close what was answered or returned, at the back-brief of the forum that issued it.
         */
        post: operations["close_tasking_v1_taskings__item_id__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/delegate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delegate Tasking
         * @description Delegate between meetings, to forums below. A child is never released wider than its parent, and
         *     can be read by everyone who may complete its parent.
         */
        post: operations["delegate_tasking_v1_taskings__item_id__delegate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Escalate Tasking
         * @description Put a question up: it stands on the parent forum's next agenda, or before each nation's authority.
         */
        post: operations["escalate_tasking_v1_taskings__item_id__escalate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/life": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Life
         * @description The whole life of an item: its issue, every outcome and report, what was delegated and escalated.
         */
        get: operations["read_life_v1_taskings__item_id__life_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report Progress
         * @description Report progress for the reader's nation. What the next meeting only notes counts as addressed by it.
         */
        post: operations["report_progress_v1_taskings__item_id__progress_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen Tasking
         * @description Reopen what was answered or returned, at the issuer's back-brief; its forum addresses it again.
         */
        post: operations["reopen_tasking_v1_taskings__item_id__reopen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/taskings/{item_id}/substitute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give Substitute
         * @description Give a substitute text with a label of its own to those who may not read the original.
         *
         *     It clears *blocked: release* for the nations that may read it.
         */
        put: operations["give_substitute_v1_taskings__item_id__substitute_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AdjudicationIn
         * @description A decision out of session on an escalation. Without a label it takes the escalation's.
         */
        AdjudicationIn: {
            label?: components["schemas"]["LabelBody"] | null;
            /**
             * Text
             * @description what was decided, by the forum asked or by each nation's authority
             */
            text: string;
        };
        /**
         * AgendaEntry
         * @description One line of the agenda. ``number`` is made at rendering, over what this reader sees.
         *
         *     ``why``: new, due, at_risk, picked, escalated, reopened, adjudicated, carried_over, deferred; answered or
         *     returned in the back-brief; noted.
         */
        AgendaEntry: {
            /** Entry Id */
            entry_id: string | null;
            item: components["schemas"]["ItemView"] | null;
            label: components["schemas"]["LabelView"];
            /** Minutes */
            minutes: number | null;
            /** Number */
            number: string;
            origin: components["schemas"]["OriginView"] | null;
            outcome: components["schemas"]["OutcomeBrief"] | null;
            /** Position */
            position: number;
            /** Presenter */
            presenter: string;
            /** Presenter Nation */
            presenter_nation: string;
            topic: components["schemas"]["TopicView"] | null;
            /** Why */
            why: string[];
        };
        /**
         * AgendaSection
         * @description One part of the agenda.
         */
        AgendaSection: {
            /** Entries */
            entries: components["schemas"]["AgendaEntry"][];
            kind: components["schemas"]["SectionKind"];
        };
        /**
         * AgendaView
         * @description The agenda as this reader (or, within it, a nation) sees it, under the banner of what it shows.
         */
        AgendaView: {
            /** As Nation */
            as_nation: string | null;
            banner: components["schemas"]["LabelView"];
            meeting: components["schemas"]["MeetingView"];
            /** Sections */
            sections: components["schemas"]["AgendaSection"][];
        };
        /**
         * AnswerIn
         * @description An answer out of session. It reaches the issuer at once; the forum's nations concur in it after.
         */
        AnswerIn: {
            /**
             * Children Decision
             * @description why it is answered before its children are, where it is
             * @default
             */
            children_decision?: string;
            label?: components["schemas"]["LabelBody"] | null;
            /** Text */
            text: string;
        };
        /**
         * AppointmentIn
         * @description A person's post in the forum by billet, from a day on, until a day or for good.
         */
        AppointmentIn: {
            /**
             * Billet
             * @default
             */
            billet?: string;
            /** Name */
            name: string;
            /** Nation */
            nation: string;
            /** Person Id */
            person_id: string;
            post: components["schemas"]["Post"];
            /**
             * Since
             * Format: date
             */
            since: string;
            /** Until */
            until?: string | null;
        };
        /**
         * AppointmentPatch
         * @description The last day of a post, when somebody hands over; null: no end is known.
         */
        AppointmentPatch: {
            /** Until */
            until: string | null;
        };
        /**
         * AppointmentView
         * @description Who speaks for a nation, from when to when.
         */
        AppointmentView: {
            /** Billet */
            billet: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Nation */
            nation: string;
            /** Person Id */
            person_id: string;
            post: components["schemas"]["Post"];
            /**
             * Since
             * Format: date
             */
            since: string;
            /** Until */
            until: string | null;
        };
        /**
         * AttendanceEffect
         * @description What admitting a nation hides from the projection, told before it is admitted.
         *
         *     Of the lines that this reader may read: ``hides`` are gone, ``replaces`` show their substitute words.
         */
        AttendanceEffect: {
            /** Hides */
            hides: number;
            /** Nation */
            nation: string;
            /** Replaces */
            replaces: number;
            /** Words */
            words: string;
        };
        /**
         * AttendanceIn
         * @description A person asked to a meeting, or seen there.
         */
        AttendanceIn: {
            /** @default member */
            capacity?: components["schemas"]["Capacity"];
            /** Nation */
            nation: string;
            /** Person Name */
            person_name: string;
            /**
             * Present
             * @default false
             */
            present?: boolean;
            /** @default none */
            response?: components["schemas"]["Response"];
        };
        /**
         * AttendanceList
         * @description Everybody asked to a meeting.
         *
         *     ``missing``: who should attend by the forum's list and its appointments, and is not coming.
         */
        AttendanceList: {
            /** Items */
            items: components["schemas"]["AttendanceView"][];
            /** Missing */
            missing: string[];
            /** Nations Present */
            nations_present: string[];
        };
        /**
         * AttendancePatch
         * @description What changed about a person's attendance.
         */
        AttendancePatch: {
            capacity?: components["schemas"]["Capacity"] | null;
            /** Person Name */
            person_name?: string | null;
            /** Present */
            present?: boolean | null;
            response?: components["schemas"]["Response"] | null;
        };
        /**
         * AttendanceView
         * @description One person at a meeting.
         */
        AttendanceView: {
            capacity: components["schemas"]["Capacity"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Nation */
            nation: string;
            /** Person Name */
            person_name: string;
            /** Present */
            present: boolean;
            response: components["schemas"]["Response"];
        };
        /**
         * Awaited
         * @description Something that awaits a stand of the reader's nation.
         */
        Awaited: {
            /** Deadline */
            deadline: string | null;
            forum: components["schemas"]["ForumName"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @description minutes, answer or adjudication
             */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Ref */
            ref: string;
            /** Title */
            title: string;
        };
        /**
         * AwaitedPage
         * @description What awaits the reader's nation, oldest first; at most 200.
         */
        AwaitedPage: {
            /** Items */
            items: components["schemas"]["Awaited"][];
            /** Next */
            next: string | null;
        };
        /**
         * Capacity
         * @description As what a person attends.
         * @enum {string}
         */
        Capacity: "head" | "deputy" | "secretary" | "member" | "adviser" | "observer";
        /**
         * ChildIn
         * @description A child tasking of a delegation. Without a label it takes its parent's, without a due date the
         *     next meeting of the forum that delegates.
         */
        ChildIn: {
            due?: components["schemas"]["ImpreciseDate"] | null;
            /**
             * Forum
             * Format: uuid
             */
            forum: string;
            label?: components["schemas"]["LabelBody"] | null;
            /** Lead */
            lead: string;
            substitute?: components["schemas"]["SubstituteIn"] | null;
            /**
             * Supporting
             * @default []
             */
            supporting?: string[];
            /**
             * Text
             * @default
             */
            text?: string;
            /** Title */
            title: string;
        };
        /**
         * ChildView
         * @description A child, or an escalation that asks for the item, with where it stands.
         */
        ChildView: {
            forum: components["schemas"]["ForumName"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ref */
            ref: string;
            state: components["schemas"]["ItemState"];
            /** Title */
            title: string;
        };
        /**
         * CloseIn
         * @description The issuer's closing at its back-brief; without a meeting, its latest held one.
         */
        CloseIn: {
            label?: components["schemas"]["LabelBody"] | null;
            /** Meeting Id */
            meeting_id?: string | null;
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /**
         * CorrectionIn
         * @description Open a new version of agreed minutes.
         */
        CorrectionIn: {
            /** Reason */
            reason: string;
        };
        /**
         * Dates
         * @description New dates of a postponed meeting.
         */
        Dates: {
            /**
             * Days
             * @default []
             */
            days?: string[];
            window?: components["schemas"]["WindowIn"] | null;
        };
        /**
         * DecisionIn
         * @description A decision in its words. Guidance that names a forum stands in that forum's tracker as an item.
         *
         *     Without a due date the item is due at the issuer's next meeting. An adjudication names the
         *     escalation that it ``settles``. Without a label it is JOINT of the forum's members.
         */
        DecisionIn: {
            due?: components["schemas"]["ImpreciseDate"] | null;
            /** Forum */
            forum?: string | null;
            kind: components["schemas"]["DecisionKind"];
            label?: components["schemas"]["LabelBody"] | null;
            /** Lead */
            lead?: string | null;
            /** Settles */
            settles?: string | null;
            substitute?: components["schemas"]["SubstituteIn"] | null;
            /** Text */
            text: string;
        };
        /**
         * DecisionKind
         * @description What a meeting decided.
         * @enum {string}
         */
        DecisionKind: "decision" | "guidance" | "adjudication";
        /**
         * DecisionName
         * @description The decision from which an item follows.
         */
        DecisionName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ref */
            ref: string;
        };
        /**
         * DecisionPage
         * @description One page of decisions.
         */
        DecisionPage: {
            /** Items */
            items: components["schemas"]["DecisionView"][];
            /** Next */
            next: string | null;
        };
        /**
         * DecisionPatch
         * @description Changes to the words of a decision while it is provisional.
         */
        DecisionPatch: {
            substitute?: components["schemas"]["SubstituteIn"] | null;
            /** Text */
            text?: string | null;
        };
        /**
         * DecisionView
         * @description A decision as this reader may see it, with the items that follow from it.
         */
        DecisionView: {
            /** Can */
            can: string[];
            forum: components["schemas"]["ForumName"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Items */
            items: components["schemas"]["ItemName"][];
            kind: components["schemas"]["DecisionKind"];
            label: components["schemas"]["LabelView"];
            meeting: components["schemas"]["MeetingName"] | null;
            /** Ref */
            ref: string;
            settles: components["schemas"]["ItemName"] | null;
            standing: components["schemas"]["Standing"];
            /** Substituted */
            substituted: boolean;
            /** Text */
            text: string;
        };
        /**
         * DelegateIn
         * @description Delegation out of session, to forums below.
         */
        DelegateIn: {
            /** Children */
            children: components["schemas"]["ChildIn"][];
            label?: components["schemas"]["LabelBody"] | null;
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /**
         * DueView
         * @description A due date as exact as it was said: "2027-06-30", "2027-06", "2027" or unknown.
         */
        DueView: {
            /**
             * Precision
             * @enum {string}
             */
            precision: "day" | "month" | "year" | "unknown";
            /** Value */
            value: string | null;
        };
        /**
         * EntryPatch
         * @description Presenter, minutes and words of an entry; an item's own words are not changed here.
         */
        EntryPatch: {
            /** Minutes */
            minutes?: number | null;
            /** Picked */
            picked?: boolean | null;
            /** Presenter */
            presenter?: string | null;
            /** Presenter Nation */
            presenter_nation?: string | null;
            /** Text */
            text?: string | null;
            /** Title */
            title?: string | null;
        };
        /**
         * EntryView
         * @description An annotation or topic as stored.
         */
        EntryView: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Item Id */
            item_id: string | null;
            label: components["schemas"]["LabelView"];
            /**
             * Meeting Id
             * Format: uuid
             */
            meeting_id: string;
            /** Minutes */
            minutes: number | null;
            /** Picked */
            picked: boolean;
            /** Presenter */
            presenter: string;
            /** Presenter Nation */
            presenter_nation: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * EscalateIn
         * @description A question put up: onto the parent forum's next agenda, or before each nation's authority.
         */
        EscalateIn: {
            label?: components["schemas"]["LabelBody"] | null;
            /** Question */
            question: string;
        };
        /**
         * FieldError
         * @description One bad field: a JSON pointer into the request, the rule that it breaks, and that rule in words.
         */
        FieldError: {
            /**
             * Detail
             * @default
             */
            detail?: string;
            /** Pointer */
            pointer: string;
            /** Rule */
            rule: string;
        };
        /**
         * ForumIn
         * @description A new forum. Without a label it is JOINT of its members.
         */
        ForumIn: {
            /**
             * Co Chairs
             * @default []
             */
            co_chairs?: string[];
            /**
             * Echelon
             * @default army
             */
            echelon?: string;
            /**
             * Escalation Authority
             * @description By nation: who settles an escalation of a forum without a parent
             * @default {}
             */
            escalation_authority?: {
                [key: string]: string;
            };
            /** Key */
            key: string;
            kind: components["schemas"]["ForumKind"];
            label?: components["schemas"]["LabelBody"] | null;
            /**
             * Level Text
             * @default
             */
            level_text?: string;
            /** Name */
            name: string;
            /** Nations */
            nations: string[];
            /**
             * Note
             * @default
             */
            note?: string;
            /** Parent */
            parent?: string | null;
            /**
             * Rank
             * @description 0 is the highest
             */
            rank: number;
            /**
             * Should Attend
             * @default []
             */
            should_attend?: string[];
            /**
             * Time Zone
             * @default UTC
             */
            time_zone?: string;
        };
        /**
         * ForumKind
         * @description The kinds of standing body (DOMAIN: forum).
         * @enum {string}
         */
        ForumKind: "general_officer_roundtable" | "staff_talks" | "steering_committee" | "working_group" | "board" | "standing_programme" | "symposium";
        /**
         * ForumName
         * @description Just enough to name a forum and link to it.
         */
        ForumName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * ForumPage
         * @description One page of forums.
         */
        ForumPage: {
            /** Items */
            items: components["schemas"]["ForumView"][];
            /** Next */
            next: string | null;
        };
        /**
         * ForumPatch
         * @description Changes to a forum; what is left out stays. ``parent: null`` makes it the top of a ladder.
         */
        ForumPatch: {
            /** Co Chairs */
            co_chairs?: string[] | null;
            /** Echelon */
            echelon?: string | null;
            /** Escalation Authority */
            escalation_authority?: {
                [key: string]: string;
            } | null;
            kind?: components["schemas"]["ForumKind"] | null;
            /** Level Text */
            level_text?: string | null;
            /** Name */
            name?: string | null;
            /** Nations */
            nations?: string[] | null;
            /** Note */
            note?: string | null;
            /** Parent */
            parent?: string | null;
            /** Rank */
            rank?: number | null;
            /** Should Attend */
            should_attend?: string[] | null;
            /** Time Zone */
            time_zone?: string | null;
        };
        /**
         * ForumView
         * @description A forum as this reader may see it; a parent that they may not read is null.
         */
        ForumView: {
            /** Appointments */
            appointments: components["schemas"]["AppointmentView"][];
            /** Co Chairs */
            co_chairs: string[];
            /** Echelon */
            echelon: string;
            /** Escalation Authority */
            escalation_authority: {
                [key: string]: string;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Key */
            key: string;
            kind: components["schemas"]["ForumKind"];
            label: components["schemas"]["LabelView"];
            /** Level Text */
            level_text: string;
            mine: components["schemas"]["Mine"];
            /** Name */
            name: string;
            /** Nations */
            nations: string[];
            /** Note */
            note: string;
            parent: components["schemas"]["ForumName"] | null;
            /** Rank */
            rank: number;
            /** Should Attend */
            should_attend: string[];
            /** Time Zone */
            time_zone: string;
        };
        /**
         * GivenStand
         * @description What a nation says to what was recorded.
         * @enum {string}
         */
        GivenStand: "concur" | "withhold";
        /**
         * ImpreciseDate
         * @description A date as its source gave it: ``{"value": "2026-06", "precision": "month"}``.
         */
        ImpreciseDate: {
            /** @default unknown */
            precision?: components["schemas"]["services__common__dates__Precision"];
            /** Value */
            value?: string | null;
        };
        /**
         * IssuedAt
         * @description The meeting at which an item was issued.
         */
        IssuedAt: {
            /** Date */
            date: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ref */
            ref: string;
        };
        /**
         * ItemKind
         * @description What an item is.
         * @enum {string}
         */
        ItemKind: "tasking" | "guidance" | "escalation";
        /**
         * ItemName
         * @description Just enough to name an item and link to it.
         */
        ItemName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ref */
            ref: string;
            /** Title */
            title: string;
        };
        /**
         * ItemState
         * @description The states of an item; which may follow which stands in the domain.
         * @enum {string}
         */
        ItemState: "open" | "delegated" | "escalated" | "answered" | "returned" | "closed";
        /**
         * ItemView
         * @description An item as this reader may see it. What they may not read is null or absent, never counted.
         *
         *     ``substituted``: title and text are the substitute's, because the reader may not read the original.
         */
        ItemView: {
            addressing_forum: components["schemas"]["ForumName"] | null;
            /** Answer */
            answer: string | null;
            asks_for: components["schemas"]["ItemName"] | null;
            /** At Risk */
            at_risk: ("no_venue" | "blocked_release" | "overdue")[];
            /** Authority Nations */
            authority_nations: string[];
            /** Blocked Nations */
            blocked_nations: string[];
            /**
             * Can
             * @description What the reader may do with it now
             */
            can: string[];
            /** Children */
            children: components["schemas"]["ChildView"][];
            /** Closed At */
            closed_at: string | null;
            decision: components["schemas"]["DecisionName"] | null;
            due: components["schemas"]["DueView"];
            /** Escalations */
            escalations: components["schemas"]["ChildView"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Issued At */
            issued_at: string;
            issued_at_meeting: components["schemas"]["IssuedAt"] | null;
            issuing_forum: components["schemas"]["ForumName"] | null;
            kind: components["schemas"]["ItemKind"];
            label: components["schemas"]["LabelView"];
            /** Lead */
            lead: string;
            parent: components["schemas"]["ItemName"] | null;
            /** Ref */
            ref: string;
            /** Reopened */
            reopened: number;
            standing: components["schemas"]["Standing"];
            state: components["schemas"]["ItemState"];
            /** Substituted */
            substituted: boolean;
            /** Supporting */
            supporting: string[];
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * LabelBody
         * @description A label as a person sets it. An empty ``rel`` means the owner only, never "no constraint".
         * @example {
         *       "level": "CONFIDENTIAL",
         *       "owner": [
         *         "USA",
         *         "GBR"
         *       ],
         *       "rel": [
         *         "AUS"
         *       ]
         *     }
         */
        LabelBody: {
            /**
             * Coi
             * @default []
             */
            coi?: string[];
            /**
             * Display Only
             * @default []
             */
            display_only?: string[];
            /**
             * Level
             * @description name of the classification
             */
            level: string;
            /**
             * Noforn
             * @default false
             */
            noforn?: boolean;
            /**
             * Only
             * @default []
             */
            only?: string[];
            /**
             * Orcon
             * @default false
             */
            orcon?: boolean;
            /**
             * Owner
             * @description nations (several: JOINT) or one context
             */
            owner: string[];
            /**
             * Policy
             * @description name of the policy; the coalition's own if left out
             */
            policy?: string | null;
            /**
             * Rel
             * @default []
             */
            rel?: string[];
            /**
             * Relido
             * @default false
             */
            relido?: boolean;
            /**
             * Restrictive
             * @default []
             */
            restrictive?: string[];
        };
        /**
         * LabelView
         * @description A label as it is shown: its parts, its markings and colours, and who reads it.
         */
        LabelView: {
            /** Banner */
            banner: string;
            /** Coi */
            coi: string[];
            /** Colour */
            colour: string;
            /** Display Only */
            display_only: string[];
            /** Dissem */
            dissem: string[];
            /** Level */
            level: string;
            /** Noforn */
            noforn: boolean;
            /** Only */
            only: string[];
            /** Owner */
            owner: string[];
            /** Policy */
            policy: string;
            /** Portion */
            portion: string;
            readable_by: components["schemas"]["ReadableBy"];
            /** Rel */
            rel: string[];
            /** Restrictive */
            restrictive: string[];
            /** Text Colour */
            text_colour: string;
        };
        /**
         * LifeEvent
         * @description One event of an item's life, or of what was delegated from it or asked for it.
         */
        LifeEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            forum: components["schemas"]["ForumName"] | null;
            item: components["schemas"]["ItemName"];
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            meeting: components["schemas"]["MeetingName"] | null;
            /** Nation */
            nation: string | null;
            /** Reason */
            reason: string;
            standing: components["schemas"]["Standing"] | null;
            /** Text */
            text: string;
        };
        /**
         * LifeView
         * @description The life of an item in the order of time; what the reader may not read is not there.
         */
        LifeView: {
            /** Items */
            items: components["schemas"]["LifeEvent"][];
        };
        /**
         * MeetingForum
         * @description The forum of a meeting.
         */
        MeetingForum: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Rank */
            rank: number;
        };
        /**
         * MeetingIn
         * @description A new meeting: a planned window, or the exact days. Without a label it takes its forum's.
         */
        MeetingIn: {
            /**
             * Days
             * @default []
             */
            days?: string[];
            /**
             * Forum
             * Format: uuid
             */
            forum: string;
            label?: components["schemas"]["LabelBody"] | null;
            /** @default in_person */
            mode?: components["schemas"]["Mode"];
            /**
             * Place
             * @default
             */
            place?: string;
            /** Time Zone */
            time_zone?: string | null;
            /** Title */
            title: string;
            window?: components["schemas"]["WindowIn"] | null;
        };
        /**
         * MeetingName
         * @description Just enough to name a meeting and link to it.
         */
        MeetingName: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ref */
            ref: string;
        };
        /**
         * MeetingPage
         * @description One page of meetings.
         */
        MeetingPage: {
            /** Items */
            items: components["schemas"]["MeetingView"][];
            /** Next */
            next: string | null;
        };
        /**
         * MeetingPatch
         * @description Changes to a meeting that is not yet held; what is left out stays as it is.
         */
        MeetingPatch: {
            /** Days */
            days?: string[] | null;
            mode?: components["schemas"]["Mode"] | null;
            /** Place */
            place?: string | null;
            /** Time Zone */
            time_zone?: string | null;
            /** Title */
            title?: string | null;
            window?: components["schemas"]["WindowIn"] | null;
        };
        /**
         * MeetingState
         * @description The states of a meeting; which may follow which stands in the domain.
         * @enum {string}
         */
        MeetingState: "planned" | "agenda_open" | "held" | "minutes_provisional" | "minutes_agreed" | "postponed" | "cancelled";
        /**
         * MeetingView
         * @description A meeting as this reader may see it. ``can`` lists what they may do with it now.
         */
        MeetingView: {
            /** Can */
            can: string[];
            /** Days */
            days: string[];
            forum: components["schemas"]["MeetingForum"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            label: components["schemas"]["LabelView"];
            mode: components["schemas"]["Mode"];
            moved_to: components["schemas"]["MeetingName"] | null;
            next: components["schemas"]["MeetingName"] | null;
            /** Place */
            place: string;
            previous: components["schemas"]["MeetingName"] | null;
            /** Reason */
            reason: string;
            /** Ref */
            ref: string;
            state: components["schemas"]["MeetingState"];
            /** Time Zone */
            time_zone: string;
            /** Title */
            title: string;
            window: components["schemas"]["WindowView"];
        };
        /**
         * Mine
         * @description What the reader is in this forum today.
         */
        Mine: {
            /** Posts */
            posts: components["schemas"]["Post"][];
        };
        /**
         * MinutedDecision
         * @description A decision in the minutes.
         */
        MinutedDecision: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Ref */
            ref: string;
            /** Standing */
            standing: string;
            /** Text */
            text: string;
        };
        /**
         * MinutedOutcome
         * @description What the meeting left of an item.
         */
        MinutedOutcome: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Item */
            item: {
                [key: string]: string;
            } | null;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Reason */
            reason: string;
            /** Standing */
            standing: string;
            /** Text */
            text: string;
        };
        /**
         * MinutedTasking
         * @description A tasking or guidance issued at the meeting, and the forum that is to address it.
         */
        MinutedTasking: {
            /** Due */
            due: {
                [key: string]: string | null;
            };
            forum: components["schemas"]["ForumName"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Lead */
            lead: string;
            /** Ref */
            ref: string;
            /** Standing */
            standing: string;
            /** State */
            state: string;
            /** Supporting */
            supporting: string[];
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * MinutesView
         * @description The minutes of a meeting as this reader may see them; the label is the roll-up of what is shown.
         */
        MinutesView: {
            /** Can */
            can: string[];
            /** Concurrences */
            concurrences: components["schemas"]["StandView"][];
            /** Decisions */
            decisions: components["schemas"]["MinutedDecision"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            label: components["schemas"]["LabelView"];
            /** Outcomes */
            outcomes: components["schemas"]["MinutedOutcome"][];
            /** Reason */
            reason: string;
            /** Ref */
            ref: string;
            /** State */
            state: string;
            /** Taskings */
            taskings: components["schemas"]["MinutedTasking"][];
            /** Version */
            version: number;
            /** Where It Went */
            where_it_went: components["schemas"]["Went"][];
        };
        /**
         * Mode
         * @description How people meet.
         * @enum {string}
         */
        Mode: "in_person" | "virtual" | "mixed";
        /**
         * OfferEffect
         * @description Who would gain and who would lose sight of a paper, by nation and in words, before it is offered.
         */
        OfferEffect: {
            /** Gains */
            gains: string[];
            label: components["schemas"]["LabelView"];
            /** Loses */
            loses: string[];
            /** Words */
            words: string;
        };
        /**
         * OfferIn
         * @description The label under which the paper is put before the others: it names who gains sight of it.
         */
        OfferIn: {
            label: components["schemas"]["LabelBody"];
        };
        /**
         * OrderIn
         * @description The order of entries of one agenda: each is an item's id or a topic's entry id, first to last.
         */
        OrderIn: {
            /** Entries */
            entries: string[];
        };
        /**
         * OriginView
         * @description Where an item comes from; what the reader may not read is null.
         */
        OriginView: {
            /** Carried Over */
            carried_over: number;
            forum: components["schemas"]["ForumName"] | null;
            meeting: components["schemas"]["MeetingName"] | null;
            /** Ref */
            ref: string;
        };
        /**
         * OutcomeBrief
         * @description What the meeting left of the item.
         */
        OutcomeBrief: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Item Id
             * Format: uuid
             */
            item_id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Positions */
            positions: {
                [key: string]: string;
            };
            /** Reason */
            reason: string;
            /** Standing */
            standing: string;
            /** Text */
            text: string;
            to_forum: components["schemas"]["ForumName"] | null;
            to_meeting: components["schemas"]["MeetingName"] | null;
        };
        /**
         * OutcomeIn
         * @description What became of one item. ``text`` says it (of an escalation: the question); a deferral names a later
         *     meeting and, as a return, its reason; a delegation its children; a referral its forum; agreeing to
         *     disagree the position of each member nation. Without a label it takes the item's.
         */
        OutcomeIn: {
            /**
             * Children
             * @default []
             */
            children?: components["schemas"]["ChildIn"][];
            /**
             * Children Decision
             * @description why it is answered before its children are
             * @default
             */
            children_decision?: string;
            /**
             * Item Id
             * Format: uuid
             */
            item_id: string;
            kind: components["schemas"]["OutcomeKind"];
            label?: components["schemas"]["LabelBody"] | null;
            /**
             * Positions
             * @default {}
             */
            positions?: {
                [key: string]: string;
            };
            /**
             * Reason
             * @default
             */
            reason?: string;
            /**
             * Text
             * @default
             */
            text?: string;
            /** To Forum */
            to_forum?: string | null;
            /** To Meeting */
            to_meeting?: string | null;
        };
        /**
         * OutcomeKind
         * @description What a meeting of the addressing forum can leave of an item.
         * @enum {string}
         */
        OutcomeKind: "progressed" | "deferred" | "delegated" | "answered" | "escalated" | "referred" | "returned" | "agreed_to_disagree";
        /**
         * OutcomeList
         * @description What a meeting left of its items, in the order in which it was recorded.
         */
        OutcomeList: {
            /** Items */
            items: components["schemas"]["OutcomeView"][];
            /** Next */
            next?: null;
        };
        /**
         * OutcomePatch
         * @description Changes to an outcome while the minutes are provisional; what is left out stays. The kind changes
         *     only where it made no other record and nothing followed.
         */
        OutcomePatch: {
            /** Children Decision */
            children_decision?: string | null;
            kind?: components["schemas"]["OutcomeKind"] | null;
            label?: components["schemas"]["LabelBody"] | null;
            /** Positions */
            positions?: {
                [key: string]: string;
            } | null;
            /** Reason */
            reason?: string | null;
            /** Text */
            text?: string | null;
            /** To Meeting */
            to_meeting?: string | null;
        };
        /**
         * OutcomeView
         * @description An outcome as this reader may see it. Beside the eight kinds it can be ``noted`` (with a report since
         *     last time), ``closed``, ``reopened``, ``adjudicated`` or ``handed_back``. Without a meeting it was left
         *     out of session.
         */
        OutcomeView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Children Decision */
            children_decision: string;
            decision: components["schemas"]["DecisionName"] | null;
            forum: components["schemas"]["ForumName"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            item: components["schemas"]["ItemName"] | null;
            /**
             * Item Id
             * Format: uuid
             */
            item_id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            meeting: components["schemas"]["MeetingName"] | null;
            /** Positions */
            positions: {
                [key: string]: string;
            };
            /** Reason */
            reason: string;
            standing: components["schemas"]["Standing"];
            /** Text */
            text: string;
            to_forum: components["schemas"]["ForumName"] | null;
            to_meeting: components["schemas"]["MeetingName"] | null;
        };
        /**
         * PaperIn
         * @description A new paper: its owner is the writer's own nation and nobody else reads it until it is offered.
         */
        PaperIn: {
            /** Item */
            item?: string | null;
            kind: components["schemas"]["PaperKind"];
            /**
             * Level
             * @default UNCLASSIFIED
             */
            level?: string;
            /**
             * Text
             * @default
             */
            text?: string;
            /** Title */
            title: string;
        };
        /**
         * PaperKind
         * @description What a nation prepares in private.
         * @enum {string}
         */
        PaperKind: "draft" | "position" | "note";
        /**
         * PaperPage
         * @description One page of papers.
         */
        PaperPage: {
            /** Items */
            items: components["schemas"]["PaperView"][];
            /** Next */
            next: string | null;
        };
        /**
         * PaperPatch
         * @description Changes to a paper that is not yet offered.
         */
        PaperPatch: {
            kind?: components["schemas"]["PaperKind"] | null;
            /** Text */
            text?: string | null;
            /** Title */
            title?: string | null;
        };
        /**
         * PaperView
         * @description A paper as this reader may see it.
         */
        PaperView: {
            /** Can */
            can: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Item Id */
            item_id: string | null;
            kind: components["schemas"]["PaperKind"];
            label: components["schemas"]["LabelView"];
            /**
             * Meeting Id
             * Format: uuid
             */
            meeting_id: string;
            /** Nation */
            nation: string;
            /** Offered At */
            offered_at: string | null;
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * PickIn
         * @description An item of the tracker that is to be discussed, not only noted.
         */
        PickIn: {
            /**
             * Item
             * Format: uuid
             */
            item: string;
        };
        /**
         * Post
         * @description What a person is in a forum for their nation.
         * @enum {string}
         */
        Post: "head" | "deputy" | "secretary" | "executive_agent";
        /**
         * Precision
         * @description How exactly a window is known.
         * @enum {string}
         */
        "Precision-Output": "day" | "month" | "year" | "unknown";
        /**
         * ProblemBody
         * @description What every answer that is not a success carries.
         */
        ProblemBody: {
            /**
             * Detail
             * @default
             */
            detail?: string;
            /**
             * Errors
             * @default []
             */
            errors?: components["schemas"]["FieldError"][];
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Trace Id */
            trace_id: string;
            /** Type */
            type: string;
        };
        /**
         * ProgressIn
         * @description A report of the reader's nation between two meetings.
         */
        ProgressIn: {
            label?: components["schemas"]["LabelBody"] | null;
            /** Text */
            text: string;
        };
        /**
         * ProjectionView
         * @description What every nation present may read, with a numbering of its own.
         */
        ProjectionView: {
            banner: components["schemas"]["LabelView"];
            meeting: components["schemas"]["MeetingView"];
            /** Nations */
            nations: string[];
            /** Sections */
            sections: components["schemas"]["AgendaSection"][];
        };
        /**
         * ReadableBy
         * @description Which nations read it, as codes and in words. Clearance and communities may narrow it further.
         */
        ReadableBy: {
            /** Nations */
            nations: string[];
            /** Words */
            words: string;
        };
        /**
         * ReopenIn
         * @description The issuer's reopening at its back-brief. A due date that has passed is set anew.
         */
        ReopenIn: {
            due?: components["schemas"]["ImpreciseDate"] | null;
            label?: components["schemas"]["LabelBody"] | null;
            /** Meeting Id */
            meeting_id?: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * Response
         * @description What a person answered to the invitation.
         * @enum {string}
         */
        Response: "none" | "accepted" | "tentative" | "declined";
        /**
         * SectionKind
         * @description The parts of an agenda in their order; each meeting opens with the back-brief.
         * @enum {string}
         */
        SectionKind: "back_brief" | "escalations" | "discussion" | "noted" | "topics";
        /**
         * SilenceIn
         * @description Ask an absent nation by silence procedure: it assents at the deadline unless it breaks silence.
         */
        SilenceIn: {
            /**
             * Deadline
             * Format: date-time
             * @description at least 24 hours ahead
             */
            deadline: string;
            /** Nation */
            nation: string;
        };
        /**
         * StandIn
         * @description A nation's stand, given by its head or deputy, or recorded by its secretary with evidence.
         */
        StandIn: {
            /**
             * Evidence
             * @description needed when the secretary records it
             * @default
             */
            evidence?: string;
            /** Nation */
            nation: string;
            stand: components["schemas"]["GivenStand"];
            /**
             * Version
             * @description the version concurred in; default: the current
             */
            version?: number | null;
        };
        /**
         * StandView
         * @description One nation's stand on the current version: pending, concurred, withheld, or assent by silence.
         */
        StandView: {
            /** At */
            at: string | null;
            /** By */
            by: string | null;
            /** Deadline */
            deadline: string | null;
            /** Evidence */
            evidence: string;
            /** Nation */
            nation: string;
            /** Stand */
            stand: string;
        };
        /**
         * Standing
         * @description Whether the heads of every member nation concur. Nobody binds another nation.
         * @enum {string}
         */
        Standing: "provisional" | "agreed" | "withheld";
        /**
         * StateIn
         * @description The state to go to; a postponement and a cancellation say why.
         */
        StateIn: {
            dates?: components["schemas"]["Dates"] | null;
            /**
             * Reason
             * @default
             */
            reason?: string;
            to: components["schemas"]["MeetingState"];
        };
        /**
         * SubjectView
         * @description An out-of-session answer or adjudication with the nations' stands on it.
         */
        SubjectView: {
            /** Concurrences */
            concurrences: components["schemas"]["StandView"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Standing */
            standing: string;
            /** Text */
            text: string;
        };
        /**
         * SubstituteIn
         * @description The words for those who may not read the original, with their own label.
         */
        SubstituteIn: {
            label: components["schemas"]["LabelBody"];
            /** Text */
            text: string;
        };
        /**
         * TaskingIn
         * @description A tasking as it is recorded in the room. Without a label it is JOINT of the issuing forum's members;
         *     without a due date it is due at the issuer's next meeting.
         */
        TaskingIn: {
            /** Decision Id */
            decision_id?: string | null;
            due?: components["schemas"]["ImpreciseDate"] | null;
            /**
             * Forum
             * Format: uuid
             */
            forum: string;
            label?: components["schemas"]["LabelBody"] | null;
            /** Lead */
            lead: string;
            substitute?: components["schemas"]["SubstituteIn"] | null;
            /**
             * Supporting
             * @default []
             */
            supporting?: string[];
            /**
             * Text
             * @default
             */
            text?: string;
            /** Title */
            title: string;
        };
        /**
         * TaskingPage
         * @description One page of items.
         */
        TaskingPage: {
            /** Items */
            items: components["schemas"]["ItemView"][];
            /** Next */
            next: string | null;
        };
        /**
         * TaskingPatch
         * @description Changes while a tasking is provisional; what is left out stays. Its forum does not change.
         */
        TaskingPatch: {
            due?: components["schemas"]["ImpreciseDate"] | null;
            /** @description never wider than it is: that is a release */
            label?: components["schemas"]["LabelBody"] | null;
            /** Lead */
            lead?: string | null;
            /** Supporting */
            supporting?: string[] | null;
            /** Text */
            text?: string | null;
            /** Title */
            title?: string | null;
        };
        /**
         * TopicIn
         * @description A topic of the meeting's own. Without a label it takes the meeting's.
         */
        TopicIn: {
            label?: components["schemas"]["LabelBody"] | null;
            /** Minutes */
            minutes?: number | null;
            /**
             * Presenter
             * @default
             */
            presenter?: string;
            /** Presenter Nation */
            presenter_nation?: string | null;
            /**
             * Text
             * @default
             */
            text?: string;
            /** Title */
            title: string;
        };
        /**
         * TopicView
         * @description A topic of the meeting's own.
         */
        TopicView: {
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * TrackerEntry
         * @description An item in a forum's tracker: how often it was carried over, and where it stands next.
         */
        TrackerEntry: {
            addressing_forum: components["schemas"]["ForumName"] | null;
            /** Answer */
            answer: string | null;
            asks_for: components["schemas"]["ItemName"] | null;
            /** At Risk */
            at_risk: ("no_venue" | "blocked_release" | "overdue")[];
            /** Authority Nations */
            authority_nations: string[];
            /** Blocked Nations */
            blocked_nations: string[];
            /**
             * Can
             * @description What the reader may do with it now
             */
            can: string[];
            /** Carried Over */
            carried_over: number;
            /** Children */
            children: components["schemas"]["ChildView"][];
            /** Closed At */
            closed_at: string | null;
            decision: components["schemas"]["DecisionName"] | null;
            due: components["schemas"]["DueView"];
            /** Escalations */
            escalations: components["schemas"]["ChildView"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Issued At */
            issued_at: string;
            issued_at_meeting: components["schemas"]["IssuedAt"] | null;
            issuing_forum: components["schemas"]["ForumName"] | null;
            kind: components["schemas"]["ItemKind"];
            label: components["schemas"]["LabelView"];
            /** Lead */
            lead: string;
            next_meeting: components["schemas"]["MeetingName"] | null;
            parent: components["schemas"]["ItemName"] | null;
            /** Ref */
            ref: string;
            /** Reopened */
            reopened: number;
            standing: components["schemas"]["Standing"];
            state: components["schemas"]["ItemState"];
            /** Substituted */
            substituted: boolean;
            /** Supporting */
            supporting: string[];
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * TrackerView
         * @description Everything that a forum is to address and that is not closed, oldest first.
         */
        TrackerView: {
            /** Items */
            items: components["schemas"]["TrackerEntry"][];
            /** Next */
            next?: null;
        };
        /**
         * Went
         * @description What went to a forum, and the meeting on whose agenda it stands (null: no venue).
         */
        Went: {
            forum: components["schemas"]["ForumName"];
            meeting: components["schemas"]["MeetingName"] | null;
            /** On */
            on: string | null;
            /** Refs */
            refs: string[];
        };
        /**
         * WindowIn
         * @description When the meeting may be: from the first possible day of ``start`` to the last of ``end``.
         *
         *     Without an end it is the last day that ``start`` can mean; without either it is unknown.
         */
        WindowIn: {
            /** End */
            end?: string | null;
            precision?: components["schemas"]["services__meetings__meetings__schemas__Precision"] | null;
            /** Start */
            start?: string | null;
        };
        /**
         * WindowView
         * @description First and last possible day, and how exactly they are known.
         */
        WindowView: {
            /** End */
            end: string | null;
            precision: components["schemas"]["Precision-Output"];
            /** Start */
            start: string | null;
        };
        /**
         * Precision
         * @description How exactly a date is known.
         * @enum {string}
         */
        services__common__dates__Precision: "day" | "month" | "year" | "unknown";
        /**
         * Precision
         * @description How exactly a window is known.
         * @enum {string}
         */
        services__meetings__meetings__schemas__Precision: "day" | "month" | "year" | "unknown";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    alive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Not ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_entry_v1_agenda_entries__entry_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    change_entry_v1_agenda_entries__entry_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                entry_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_answer_v1_answers__outcome_id__concurrences_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                outcome_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    concur_in_answer_v1_answers__outcome_id__concurrences_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                outcome_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_appointment_v1_appointments__appointment_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    end_appointment_v1_appointments__appointment_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_attendance_v1_attendance__attendance_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attendance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    change_attendance_v1_attendance__attendance_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                attendance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttendancePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    awaited_v1_concurrences_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AwaitedPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_decisions_v1_decisions_get: {
        parameters: {
            query?: {
                meeting?: string | null;
                forum?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_decision_v1_decisions__decision_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    change_decision_v1_decisions__decision_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_adjudication_v1_decisions__decision_id__concurrences_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    concur_in_adjudication_v1_decisions__decision_id__concurrences_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    adjudicate_escalation_v1_escalations__item_id__adjudicate_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjudicationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_forums_v1_forums_get: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForumPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    create_forum_v1_forums_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForumIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForumView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_forum_v1_forums__forum_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                forum_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForumView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    change_forum_v1_forums__forum_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                forum_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForumPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForumView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    appoint_v1_forums__forum_id__appointments_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                forum_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForumView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_tracker_v1_forums__forum_id__tracker_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                forum_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackerView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_meetings_v1_meetings_get: {
        parameters: {
            query?: {
                forum?: string | null;
                state?: components["schemas"]["MeetingState"][] | null;
                /** @description Can end on or after */
                from?: string | null;
                /** @description Can begin on or before */
                to?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    create_meeting_v1_meetings_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_meeting_v1_meetings__meeting_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    change_meeting_v1_meetings__meeting_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_agenda_v1_meetings__meeting_id__agenda_get: {
        parameters: {
            query?: {
                /** @description Only what this member may see too */
                as_nation?: string | null;
            };
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgendaView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    add_topic_v1_meetings__meeting_id__agenda_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    order_agenda_v1_meetings__meeting_id__agenda_order_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgendaView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    pick_item_v1_meetings__meeting_id__agenda_pick_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PickIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_attendance_v1_meetings__meeting_id__attendance_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    add_attendance_v1_meetings__meeting_id__attendance_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttendanceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_effect_v1_meetings__meeting_id__attendance_effect_get: {
        parameters: {
            query: {
                nation: string;
            };
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceEffect"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    record_decision_v1_meetings__meeting_id__decisions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_minutes_v1_meetings__meeting_id__minutes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinutesView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    concur_v1_meetings__meeting_id__minutes_concurrences_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinutesView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    correct_v1_meetings__meeting_id__minutes_corrections_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinutesView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    silence_v1_meetings__meeting_id__minutes_silence_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SilenceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MinutesView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_outcomes_v1_meetings__meeting_id__outcomes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    record_outcome_v1_meetings__meeting_id__outcomes_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutcomeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_papers_v1_meetings__meeting_id__papers_get: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    create_paper_v1_meetings__meeting_id__papers_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaperIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_projection_v1_meetings__meeting_id__projection_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    move_meeting_v1_meetings__meeting_id__state_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    issue_tasking_v1_meetings__meeting_id__taskings_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                meeting_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskingIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_outcome_v1_outcomes__outcome_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                outcome_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    amend_outcome_v1_outcomes__outcome_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                outcome_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutcomePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_paper_v1_papers__paper_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    change_paper_v1_papers__paper_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaperPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    offer_paper_v1_papers__paper_id__offer_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_offer_effect_v1_papers__paper_id__offer_effect_get: {
        parameters: {
            query: {
                to: string[];
                level?: string | null;
            };
            header?: never;
            path: {
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferEffect"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    withdraw_paper_v1_papers__paper_id__withdraw_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    list_taskings_v1_taskings_get: {
        parameters: {
            query?: {
                /** @description must address it */
                forum?: string | null;
                /** @description issued it */
                issuer?: string | null;
                /** @description leads or supports */
                nation?: string | null;
                state?: components["schemas"]["ItemState"][] | null;
                kind?: components["schemas"]["ItemKind"] | null;
                overdue?: boolean;
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskingPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_tasking_v1_taskings__item_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    amend_tasking_v1_taskings__item_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskingPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    answer_tasking_v1_taskings__item_id__answer_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    close_tasking_v1_taskings__item_id__close_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    delegate_tasking_v1_taskings__item_id__delegate_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DelegateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    escalate_tasking_v1_taskings__item_id__escalate_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EscalateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    read_life_v1_taskings__item_id__life_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    report_progress_v1_taskings__item_id__progress_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgressIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    reopen_tasking_v1_taskings__item_id__reopen_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description New for each new record */
                "Idempotency-Key"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    give_substitute_v1_taskings__item_id__substitute_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change is based on */
                "If-Match"?: string | null;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubstituteIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
}
