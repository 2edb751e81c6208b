// Generated from services/insight/openapi.json by npm run types.
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
    "/v1/brief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Brief
         * @description What needs the reader: owed and awaited by their nation, releases to decide, meetings, what changed.
         *
         *     Sections are ordered by date and hold at most fifty lines. `stale` names sources from which nothing was
         *     heard; meanwhile only what the reader's own nation owns is shown.
         */
        get: operations["brief_v1_brief_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/brief/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seen
         * @description Remember that the reader has looked now: later changes are then marked new. Safe to repeat.
         */
        post: operations["seen_v1_brief_seen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Coverage
         * @description Linkage rate and what stands beside it: no venue, blocked, overdue, orphans, escalations adjudicated.
         *
         *     All figures are over what the reader may see; a forum that is hidden from them gives the same answer as
         *     one that does not exist: zeros.
         */
        get: operations["coverage_v1_coverage_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live
         * @description A stream of changes. Each is checked again when it is sent; the stream ends with the right to read.
         *
         *     Without `after` it begins now. An unknown resume point is answered by one event `resync`: load anew.
         */
        get: operations["live_v1_live_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description Find meetings, decisions and taskings by words in what the reader may see of them.
         */
        get: operations["search_v1_search_get"];
        put?: never;
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
         * Adjudicated
         * @description Escalations asked, and those that have their adjudication.
         */
        Adjudicated: {
            /** Answered */
            answered: number;
            /** Asked */
            asked: number;
        };
        /**
         * Brief
         * @description The day's brief. ``stale`` names sources that are silent: what they could have narrowed is hidden.
         */
        Brief: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            banner: components["schemas"]["LabelView"] | null;
            /** Sections */
            sections: components["schemas"]["Section"][];
            /** Since */
            since: string | null;
            /** Stale */
            stale: string[];
        };
        /**
         * Coverage
         * @description The figures over all that the reader may see, and by forum and by lead nation.
         */
        Coverage: {
            adjudicated: components["schemas"]["Adjudicated"];
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            banner: components["schemas"]["LabelView"] | null;
            /** Blocked */
            blocked: number;
            /** By Forum */
            by_forum: components["schemas"]["ForumFigures"][];
            /** By Nation */
            by_nation: components["schemas"]["NationFigures"][];
            /** Items */
            items: number;
            linkage: components["schemas"]["Linkage"];
            /** No Venue */
            no_venue: number;
            /** Open */
            open: number;
            /**
             * Orphans
             * @description open, and passed over at every meeting that it had
             */
            orphans: number;
            /** Overdue */
            overdue: number;
            /** Stale */
            stale: string[];
            time_to_first_address_days: components["schemas"]["Days"];
        };
        /**
         * Days
         * @description Days from issue to the first meeting that addressed it; null where none was addressed.
         */
        Days: {
            /** P50 */
            p50: number | null;
            /** P90 */
            p90: number | null;
        };
        /**
         * Due
         * @description A date as exact as it is known: "2027-06-30", "2027-06", "2027" or unknown.
         */
        Due: {
            /** Precision */
            precision: string;
            /** Value */
            value: string | null;
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
         * ForumFigures
         * @description The figures of one addressing forum.
         */
        ForumFigures: {
            adjudicated: components["schemas"]["Adjudicated"];
            /** Blocked */
            blocked: number;
            /** Forum Id */
            forum_id: string | null;
            /** Items */
            items: number;
            linkage: components["schemas"]["Linkage"];
            /** Name */
            name: string;
            /** No Venue */
            no_venue: number;
            /** Open */
            open: number;
            /**
             * Orphans
             * @description open, and passed over at every meeting that it had
             */
            orphans: number;
            /** Overdue */
            overdue: number;
            time_to_first_address_days: components["schemas"]["Days"];
        };
        /**
         * Found
         * @description A page of hits, best first. `facets` counts all visible hits by kind; `stale` names silent sources.
         */
        Found: {
            /** Facets */
            facets: {
                [key: string]: number;
            };
            /** Items */
            items: components["schemas"]["Hit"][];
            /** Next */
            next: string | null;
            /** Stale */
            stale: string[];
        };
        /**
         * Hit
         * @description A record that matches. In `snippet` the words found stand between « and ».
         */
        Hit: {
            /** Date */
            date: string | null;
            /** Forum */
            forum: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Link */
            link: string;
            /** Ref */
            ref: string;
            /** Snippet */
            snippet: string;
            /** Title */
            title: string;
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
         * Line
         * @description One thing that needs this reader. ``why`` says in fixed words why it stands here.
         */
        Line: {
            /** Detail */
            detail: string;
            due: components["schemas"]["Due"];
            forum: components["schemas"]["LineForum"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Link */
            link: string;
            /**
             * New
             * @description changed since the reader last looked
             */
            new: boolean;
            /** Ref */
            ref: string;
            /** Title */
            title: string;
            /** Why */
            why: string[];
        };
        /**
         * LineForum
         * @description The forum that a line is about.
         */
        LineForum: {
            /** Id */
            id: string | null;
            /** Name */
            name: string;
        };
        /**
         * Linkage
         * @description Of the items that had a meeting of their forum, how many were addressed at the first one.
         */
        Linkage: {
            /** Addressed */
            addressed: number;
            /** Had One */
            had_one: number;
            /**
             * Rate
             * @description addressed / had_one, 0 to 1; null where no item had a meeting
             */
            rate: number | null;
        };
        /**
         * NationFigures
         * @description The figures of one lead nation.
         */
        NationFigures: {
            adjudicated: components["schemas"]["Adjudicated"];
            /** Blocked */
            blocked: number;
            /** Items */
            items: number;
            linkage: components["schemas"]["Linkage"];
            /** Nation */
            nation: string;
            /** No Venue */
            no_venue: number;
            /** Open */
            open: number;
            /**
             * Orphans
             * @description open, and passed over at every meeting that it had
             */
            orphans: number;
            /** Overdue */
            overdue: number;
            time_to_first_address_days: components["schemas"]["Days"];
        };
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
         * Section
         * @description Lines of one kind, by date; ``more`` where there are further ones than shown.
         */
        Section: {
            kind: components["schemas"]["SectionKind"];
            /** Lines */
            lines: components["schemas"]["Line"][];
            /** More */
            more: boolean;
        };
        /**
         * SectionKind
         * @description What a section of the brief is about.
         * @enum {string}
         */
        SectionKind: "owed_by_us" | "awaited_by_us" | "releases" | "meetings" | "changed";
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
    brief_v1_brief_get: {
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
                    "application/json": components["schemas"]["Brief"];
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
    seen_v1_brief_seen_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
    coverage_v1_coverage_get: {
        parameters: {
            query?: {
                /** @description only items that this forum is to address */
                forum?: string | null;
                /** @description leads or supports */
                nation?: string | null;
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
                    "application/json": components["schemas"]["Coverage"];
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
    live_v1_live_get: {
        parameters: {
            query?: {
                /** @description resume point: the last event's id */
                after?: string | null;
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
                    "text/event-stream": unknown;
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
    search_v1_search_get: {
        parameters: {
            query: {
                /** @description words; quotes and - as usual */
                q: string;
                /** @description one or more of meeting, decision, tasking, guidance, escalation */
                kind?: string[] | null;
                cursor?: string | null;
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
                    "application/json": components["schemas"]["Found"];
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
}
