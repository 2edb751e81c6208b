/** Decisions, and the stands that a nation owes. */
export const decisions = {
  "decision.title": "Decision",
  "decision.kind.decision": "Decision",
  "decision.kind.guidance": "Guidance",
  "decision.kind.adjudication": "Adjudication",
  "decision.settles": "Settles",
  "decision.items": "What follows from it",
  "decision.meeting": "Made at",
  "decision.substituted":
    "You read the substitute text: the words as recorded are not released to your nation.",
  "concur.title": "Awaits the stand of {nation}",
  "concur.kind.minutes": "Minutes",
  "concur.kind.answered": "Answer out of session",
  "concur.kind.delegated": "Delegation out of session",
  "concur.kind.escalated": "Escalation out of session",
  "concur.kind.adjudicated": "Adjudication out of session",
  "concur.decision": "Decision {ref}",
  "concur.anew": "more of it can be read since",
  "concur.deadline": "silence until {when}",
  "concur.open": "Read the minutes",
} as const;
