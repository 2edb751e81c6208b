// Generated from services/directory/openapi.json by npm run types.
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
    "/v1/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Communities
         * @description Communities with their dated members; of a restricted roster only what the reader may know.
         */
        get: operations["communities_v1_communities_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labels/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Explain
         * @description A label as it would be made now: its markings and colours, and who would read it, in words.
         *
         *     Nothing is stored. A rule that the label breaks is a 422 that names field and rule.
         */
        post: operations["explain_v1_labels_explain_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labels/roll-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Combine
         * @description The banner of what is put together, with the reason for each step (LABELS, roll-up).
         *
         *     Nothing is stored. Where nobody could read the whole it is a 422 `roll_up_refused`.
         */
        post: operations["combine_v1_labels_roll_up_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who the reader is: what their token says, with rank and billet as the directory knows them.
         */
        get: operations["me_v1_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/nations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Nations
         * @description Every nation that a label may name, by code; the list is the same for every reader.
         */
        get: operations["nations_v1_nations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Organisations
         * @description Organisations by name.
         */
        get: operations["organisations_v1_organisations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List People
         * @description People and partners' systems by name, as far as the reader may know of them.
         */
        get: operations["list_people_v1_people_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Person
         * @description One person; clearance, groups and letter only for whoever may read those.
         */
        get: operations["read_person_v1_people__person_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke Person
         * @description End everything that a person is signed in to, at once and everywhere; they may sign in again if the
         *     identity provider still lets them.
         *
         *     For a platform administrator, or a national administrator of the person's own nation. It needs no
         *     `If-Match`: to revoke twice is to revoke later, and it must not wait for anybody. A platform administrator
         *     may revoke a person whom they cannot see, by id; the answer tells nothing but the moment.
         */
        post: operations["revoke_person_v1_people__person_id__revoke_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Policy
         * @description The policy's levels with their words and colours, and the notice that nothing here is real.
         */
        get: operations["policy_v1_policy_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Revocations
         * @description Revocations after a place, for services alone; it is not routed through the gateway.
         */
        get: operations["revocations_v1_revocations_get"];
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
         * Attributes
         * @description Releasability attributes, shown to whoever may read them: as a rule the person's own nation.
         */
        Attributes: {
            /** Clearance */
            clearance: {
                [key: string]: string;
            };
            /** Coi */
            coi: string[];
            /** Groups */
            groups: string[];
            label: components["schemas"]["LabelView"];
            /** Letter */
            letter: {
                [key: string]: unknown;
            } | null;
            /**
             * Not Before
             * @description tokens of sign-ins before this are refused
             */
            not_before: string | null;
            /** Username */
            username: string;
        };
        /**
         * Community
         * @description A community and those of its members, past and present, whom the reader may know of.
         *
         *     ``expandable`` false: it grants only to those who hold the group itself. ``deprecated_at``: since then
         *     it is read, never written.
         */
        Community: {
            /** Code */
            code: string;
            /** Deprecated At */
            deprecated_at: string | null;
            /** Expandable */
            expandable: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            label: components["schemas"]["LabelView"];
            /** Members */
            members: components["schemas"]["Member"][];
            /** Name */
            name: string;
        };
        /**
         * CommunityPage
         * @description One page of communities, by code.
         */
        CommunityPage: {
            /** Items */
            items: components["schemas"]["Community"][];
            /** Next */
            next: string | null;
        };
        /**
         * ExplainBody
         * @description A label, and the nations at the table, of which the answer also says who does not read.
         */
        ExplainBody: {
            label: components["schemas"]["LabelBody"];
            /**
             * Nations
             * @default []
             */
            nations?: string[];
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
         * Me
         * @description The reader, as their token says and the directory knows.
         */
        Me: {
            /** Acts For */
            acts_for: string | null;
            /** Affiliation */
            affiliation: string | null;
            /** Billet */
            billet: string | null;
            /**
             * Clearance
             * @description policy to name of the highest level
             */
            clearance: {
                [key: string]: string;
            };
            /** Coi */
            coi: string[];
            /** Groups */
            groups: string[];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Nation Name
             * @description of the nation that they act for
             */
            nation_name: string | null;
            /** Organisation */
            organisation: string | null;
            /** Rank */
            rank: string | null;
            /** Roles */
            roles: string[];
        };
        /**
         * Member
         * @description A nation's membership from ``since`` up to, not including, ``until``; null has no bound.
         */
        Member: {
            /** Nation */
            nation: string;
            /** Since */
            since: string | null;
            /** Until */
            until: string | null;
        };
        /**
         * Nation
         * @description A nation by its ISO 3166-1 alpha-3 code; ``participates``: its people use this platform.
         */
        Nation: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Participates */
            participates: boolean;
        };
        /**
         * NationPage
         * @description All nations by code; there is never a next page.
         */
        NationPage: {
            /** Items */
            items: components["schemas"]["Nation"][];
            /** Next */
            next: null;
        };
        /**
         * Organisation
         * @description A headquarters, staff or office.
         */
        Organisation: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            label: components["schemas"]["LabelView"];
            /** Name */
            name: string;
            /** Nation */
            nation: string;
        };
        /**
         * OrganisationPage
         * @description One page of organisations, by name.
         */
        OrganisationPage: {
            /** Items */
            items: components["schemas"]["Organisation"][];
            /** Next */
            next: string | null;
        };
        /**
         * OrganisationRef
         * @description An organisation by id and name.
         */
        OrganisationRef: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PeoplePage
         * @description One page of people, by name.
         */
        PeoplePage: {
            /** Items */
            items: components["schemas"]["Person"][];
            /** Next */
            next: string | null;
        };
        /**
         * Person
         * @description A person (or `system`) as the reader may know them.
         *
         *     `nation` is the country of affiliation, which reading follows; `acts_for` the nation whose work they do.
         */
        Person: {
            /** Acts For */
            acts_for: string;
            /** Billet */
            billet: string;
            /**
             * Billet Kind
             * @description staff, liaison, or embed (acts for another nation)
             */
            billet_kind: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Name */
            name: string;
            /** Nation */
            nation: string;
            organisation: components["schemas"]["OrganisationRef"] | null;
            /** Rank */
            rank: string;
            /** Roles */
            roles: string[];
        };
        /**
         * PersonDetail
         * @description A person with their attributes, if the reader may see those; else null, as where there are none.
         */
        PersonDetail: {
            /** Acts For */
            acts_for: string;
            attributes: components["schemas"]["Attributes"] | null;
            /** Billet */
            billet: string;
            /**
             * Billet Kind
             * @description staff, liaison, or embed (acts for another nation)
             */
            billet_kind: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            label: components["schemas"]["LabelView"];
            /** Name */
            name: string;
            /** Nation */
            nation: string;
            organisation: components["schemas"]["OrganisationRef"] | null;
            /** Rank */
            rank: string;
            /** Roles */
            roles: string[];
        };
        /**
         * PolicyLevel
         * @description A classification: its place from 0 (lowest) to 4, its words and its colours.
         */
        PolicyLevel: {
            /** Colour */
            colour: string;
            /** Name */
            name: string;
            /** Short */
            short: string;
            /** Text Colour */
            text_colour: string;
            /** Value */
            value: number;
        };
        /**
         * PolicyView
         * @description The policy that labels are made under, and the notice that stands on every screen and export.
         */
        PolicyView: {
            /** Fictional */
            fictional: boolean;
            /** Levels */
            levels: components["schemas"]["PolicyLevel"][];
            /** Name */
            name: string;
            /** Notice */
            notice: string;
            /** Version */
            version: string;
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
         * Revocation
         * @description What the subject signed in to before that moment is refused.
         */
        Revocation: {
            /**
             * Not Before
             * Format: date-time
             */
            not_before: string;
            /** Subject */
            subject: string;
        };
        /**
         * RevocationPage
         * @description Revocations in their order; ``next`` is where to go on, also from an empty page.
         */
        RevocationPage: {
            /** Items */
            items: components["schemas"]["Revocation"][];
            /** Next */
            next: string;
        };
        /**
         * RevokeBody
         * @description Why somebody is revoked; kept for administrators, never shown.
         */
        RevokeBody: {
            /**
             * Reason
             * @default
             */
            reason?: string;
        };
        /**
         * Revoked
         * @description A revocation: whatever the person signed in to before that moment is refused everywhere.
         */
        Revoked: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Not Before
             * Format: date-time
             */
            not_before: string;
        };
        /**
         * RollUpBody
         * @description The labels of everything that stands together on a page, in a list, a book or a mail.
         */
        RollUpBody: {
            /** Labels */
            labels: components["schemas"]["LabelBody"][];
            /**
             * Nations
             * @default []
             */
            nations?: string[];
        };
        /**
         * RollUpView
         * @description The label of the whole, and each step that led to it: the rule and its reason in words.
         */
        RollUpView: {
            label: components["schemas"]["LabelView"];
            /** Steps */
            steps: string[];
        };
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
    communities_v1_communities_get: {
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
                    "application/json": components["schemas"]["CommunityPage"];
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
    explain_v1_labels_explain_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelView"];
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
    combine_v1_labels_roll_up_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollUpBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollUpView"];
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
    me_v1_me_get: {
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
                    "application/json": components["schemas"]["Me"];
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
    nations_v1_nations_get: {
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
                    "application/json": components["schemas"]["NationPage"];
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
    organisations_v1_organisations_get: {
        parameters: {
            query?: {
                nation?: string | null;
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
                    "application/json": components["schemas"]["OrganisationPage"];
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
    list_people_v1_people_get: {
        parameters: {
            query?: {
                /** @description ISO 3166-1 alpha-3 */
                nation?: string | null;
                /** @description ISO 3166-1 alpha-3 */
                acts_for?: string | null;
                organisation?: string | null;
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
                    "application/json": components["schemas"]["PeoplePage"];
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
    read_person_v1_people__person_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
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
                    "application/json": components["schemas"]["PersonDetail"];
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
    revoke_person_v1_people__person_id__revoke_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revoked"];
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
    policy_v1_policy_get: {
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
                    "application/json": components["schemas"]["PolicyView"];
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
    revocations_v1_revocations_get: {
        parameters: {
            query?: {
                after?: string;
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
                    "application/json": components["schemas"]["RevocationPage"];
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
