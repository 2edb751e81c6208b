// Generated from services/audit/openapi.json by npm run types.
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
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audit
         * @description What people of the auditor's own nation did, newest first, as far as the auditor may read it.
         *
         *     Filters: `subject` and `object` by id, `action` by name, `outcome`, and the times `since` (inclusive) and
         *     `until` (exclusive). Reading the audit is recorded too.
         */
        get: operations["audit_v1_audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Heads
         * @description The newest signed head of each source. It tells neither how many records there are nor of whom.
         */
        get: operations["heads_v1_audit_heads_get"];
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
         * AuditEntry
         * @description One record: who did what to which objects, from where, and whether it was done or refused.
         *
         *     ``outcome`` is `done`, or the type of the problem that it was refused with.
         */
        AuditEntry: {
            /** Action */
            action: string;
            /** Acts For */
            acts_for: string | null;
            /** At */
            at: string;
            /** Client */
            client: string | null;
            /** Detail */
            detail: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            label: components["schemas"]["LabelView"];
            /** Nation */
            nation: string | null;
            /** Object Ids */
            object_ids: string[];
            /** Object Type */
            object_type: string;
            /** Outcome */
            outcome: string;
            /** Route */
            route: string | null;
            /** Source */
            source: string;
            /** Subject */
            subject: string;
            /** Trace */
            trace: string | null;
        };
        /**
         * AuditPage
         * @description A page of records, the newest first.
         */
        AuditPage: {
            /** Items */
            items: components["schemas"]["AuditEntry"][];
            /** Next */
            next: string | null;
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
         * Heads
         * @description The newest signed head of each source.
         */
        Heads: {
            /** Items */
            items: components["schemas"]["SignedHeadView"][];
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
         * SignedHeadView
         * @description The last signed head of a source's chain: whoever keeps it can prove later that nothing was changed.
         *
         *     The signature (Ed25519, base64) is over the canonical JSON of ``at``, ``hash`` and ``source``.
         */
        SignedHeadView: {
            /** At */
            at: string;
            /** Hash */
            hash: string;
            /** Key */
            key: string;
            /** Signature */
            signature: string;
            /** Source */
            source: string;
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
    audit_v1_audit_get: {
        parameters: {
            query?: {
                subject?: string | null;
                object?: string | null;
                action?: string | null;
                outcome?: ("done" | "refused") | null;
                since?: string | null;
                until?: string | null;
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
                    "application/json": components["schemas"]["AuditPage"];
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
    heads_v1_audit_heads_get: {
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
                    "application/json": components["schemas"]["Heads"];
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
