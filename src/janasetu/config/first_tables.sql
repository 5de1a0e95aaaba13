-- The tables of a new database: what the migrations named here make, each with a mark of its module.
-- Written by tests/proofs/tables.py, see config/first_tables.py; not to be changed by hand.
-- account.0001_initial 6f27ff6bdf57521a
-- account.0002_email_max_length c956ab7a3c3660a1
-- account.0003_alter_emailaddress_create_unique_verified_email 66b6f1939621bcfa
-- account.0004_alter_emailaddress_drop_unique_email ebc6317e90c47d7a
-- account.0005_emailaddress_idx_upper_email e7569f1662da1754
-- account.0006_emailaddress_lower 54adb08cb3fba66b
-- account.0007_emailaddress_idx_email 87fad70bfde8ae29
-- account.0008_emailaddress_unique_primary_email_fixup 794bf875bdbef9c4
-- account.0009_emailaddress_unique_primary_email 79762cfa7b1e1d7c
-- audit.0001_initial 4a6cc4546252951e
-- audit.0002_looks_in_registers c72e7b352f101a99
-- auth.0001_initial 845cff319606332f
-- auth.0002_alter_permission_name_max_length feaf97e0e8f7d148
-- auth.0003_alter_user_email_max_length 9d5657b4db9872dc
-- auth.0004_alter_user_username_opts 9538db342c9a9bec
-- auth.0005_alter_user_last_login_null 79f60a35dc000fdd
-- auth.0006_require_contenttypes_0002 00cb16e3405f14b6
-- auth.0007_alter_validators_add_error_messages 115db87dc327530f
-- auth.0008_alter_user_username_max_length 02857f65f7d64814
-- auth.0009_alter_user_last_name_max_length 19a89500e7f108a7
-- auth.0010_alter_group_name_max_length 0963ed6498ac0b3a
-- auth.0011_update_proxy_permissions 85a5dde708dc4b61
-- auth.0012_alter_user_first_name_max_length 6cefbc9f80903763
-- bodies.0001_initial 061f0a871e1eac36
-- bodies.0002_terms_titles_names 9befcb4a365707ea
-- bodies.0003_seat_of_a_ward 4c75d155078152c5
-- bodies.0004_desk 8e7a3052f72238a0
-- bodies.0005_calendars 89db74de10fb4bd8
-- bodies.0006_maps ef353b4645809bc9
-- bodies.0007_leaves 9a7e80b3d3db7fcd
-- cases.0001_initial c373c187c7fa6d13
-- cases.0002_party_person_and_epoch ec38f7aa0ebacba8
-- cases.0003_handing_over 4b7f683eb86a2fc6
-- cases.0004_desk b591a30cb1a71ce3
-- cases.0005_ring_the_desks 53d9947966c8f93f
-- cases.0006_field_photos 3e409426aa544731
-- cases.0007_list_exports feafc2b9c34df1f7
-- cases.0008_attached_file acde30aaf06faaaf
-- cases.0009_clocks ab425a5460d920e7
-- cases.0010_case_to_act_on e11371614e0a4338
-- cases.0011_exports_are_looks 825a3636d82bab4c
-- cases.0012_closing 0e1f93ec57ce7a9d
-- cases.0013_closing_found 7f4481cdd736cbe1
-- cases.0014_supporters e0dd5bb849234615
-- cases.0015_likes 6296533e49530769
-- cases.0016_confidential 475709b4c5aea701
-- cases.0017_reported d099f973b10be3f5
-- cases.0018_owning e364dd8259569481
-- cases.0019_owning_found 5249337cd9560516
-- cases.0020_referrals 32b1638471d1bad6
-- cases.0021_alarms 7b96a4423b676b1a
-- cases.0022_lost_calls a2e448bf8025b275
-- cases.0023_event_of_desk 4c8a96ee67d9dcdb
-- cases.0024_tallies 10539e53d4d4bf96
-- cases.0025_about_offices 6edfe9746438f70b
-- cases.0026_voice_notes 61adccb86d29b1fc
-- cases.0027_learning 99167e00b9789c01
-- cases.0028_desks fc9d972d15a7c3f7
-- cases.0029_papers_of_cases db89563a285a9f71
-- cases.0030_letters ba70a4898d86c084
-- cases.0031_records 37faa1e01665da1d
-- cases.0032_rights b62a7e2779e1d91f
-- cases.0033_fees c593eecaceaf3a80
-- cases.0034_past_law 105f44316d1da58e
-- cases.0035_proofs 1b67067b956c4c34
-- catalogue.0001_initial 8120a544bdb59727
-- catalogue.0002_what_bodies_change a19798052c34ac2e
-- catalogue.0003_agencies_of_bodies b814b1820af0aa30
-- contenttypes.0001_initial 35ed8489a147e0b4
-- contenttypes.0002_remove_content_type_name 7d36494075750f0e
-- conversations.0001_initial f6ac9e023de67949
-- conversations.0002_beside_and_epoch 45ec22b065c45f06
-- conversations.0003_handed_over 076b3e7d5610d010
-- conversations.0004_ring_the_desks d6ce7b248e499f3c
-- deliveries.0001_initial 7804c20841e7f61e
-- documents.0001_initial 15b45a7a97f895a1
-- documents.0002_file_of_contact 0613a7cc552771f7
-- documents.0003_was_signed 83bf17d4e1e03fb8
-- documents.0004_papers 3c4f599269098245
-- documents.0005_ink db63a5679154f339
-- messaging.0001_initial ce2ed21193473beb
-- messaging.0002_files_and_first_words 60106c14898599b0
-- messaging.0003_pace 436147714fba7d93
-- messaging.0004_in_vain 831ab3113f2c405b
-- messaging.0005_costs_and_standing 6b40bfa5f544f599
-- messaging.0006_watched 00bcea96482c1757
-- messaging.0007_pulse d9d78e61d8f79efd
-- mfa.0001_initial a42b6353f2ed5dd7
-- mfa.0002_authenticator_timestamps b6566eb07301e2e4
-- mfa.0003_authenticator_type_uniq 88550a456154080c
-- payments.0001_initial 1986d02f833e671e
-- payments.0002_fees_of_cases dab54e6260ea9a54
-- payments.0003_fees_found 750eeae4d355db41
-- people.0001_initial 1e1eeb89a514bb5a
-- people.0002_epochs_persons_consents 1a9a23f56967f106
-- people.0003_quiet a32ef3cb089abaa9
-- posters.0001_initial a8fe2ec0861bcf30
-- procrastinate.0001_initial be81516c79d02f26
-- procrastinate.0002_drop_started_at_column 2ead163c1ce2991d
-- procrastinate.0003_drop_started_at_column 740f2d8ff02c0bb5
-- procrastinate.0004_drop_procrastinate_version_table 9f48b76f59a9cc8c
-- procrastinate.0005_fix_procrastinate_fetch_job 6a8e4055ab8e463d
-- procrastinate.0006_fix_trigger_status_events_insert d9d2f532a094aa09
-- procrastinate.0007_add_queueing_lock_column dc12645a882f2067
-- procrastinate.0008_close_fetch_job_race_condition 74c7c44a68d3c204
-- procrastinate.0009_add_defer_job_function b9d529f1bb143b09
-- procrastinate.0010_add_procrastinate_periodic_defers bd1aa56a04f86df5
-- procrastinate.0011_add_foreign_key_index 25cc0914481114fd
-- procrastinate.0012_add_locks_to_periodic_defer 7cf8863ace39220c
-- procrastinate.0013_fix_procrastinate_defer_periodic_job 4d5072911b8c904c
-- procrastinate.0014_add_finish_job_and_retry_job_functions 20ebed9ca30246c8
-- procrastinate.0015_add_trigger_on_job_deletion 41bec3a5111ff97f
-- procrastinate.0016_delete_finished_jobs aa4d841aae25c4b1
-- procrastinate.0017_add_checks_to_finish_job fa9f208ddf3368de
-- procrastinate.0018_add_checks_to_retry_job 893bfc867f1594eb
-- procrastinate.0019_fix_finish_job_compat_issue 4c85f00a990bb3d7
-- procrastinate.0020_add_index_on_procrastinate_jobs 5a93c4ea92b856f5
-- procrastinate.0021_add_kwargs_to_defer_periodic_job 88dd3371cbdee2ba
-- procrastinate.0022_null_locks_excluded 2d5b088f88e89d69
-- procrastinate.0023_remove_old_finish_job_function 89267383eac7bb81
-- procrastinate.0024_job_id_bigint 27108dc62abe6372
-- procrastinate.0025_add_models 29580ceb9d30811c
-- procrastinate.0026_add_job_priority 4f7746b8edef802a
-- procrastinate.0027_add_periodic_job_priority 17e24782e5f4b56e
-- procrastinate.0028_add_cancel_states 2831656624aa9165
-- procrastinate.0029_add_additional_params_to_retry_job 50d48f155234960c
-- procrastinate.0030_alter_procrastinateevent_options 94486414b944e707
-- procrastinate.0031_add_indexes_for_fetch_job c7235c71c0c003fd
-- procrastinate.0032_pre_cancel_notification 42c97f730f7f0edd
-- procrastinate.0033_post_cancel_notification 8bd0e84d1e45311e
-- procrastinate.0034_pre_add_heartbeat 844ed448222ba8b1
-- procrastinate.0035_post_add_heartbeat 0cbd71b8406c14f4
-- procrastinate.0036_add_worker_model f996e8059968a3a4
-- procrastinate.0037_pre_batch_defer_jobs 0d7d4294e8aa2749
-- procrastinate.0038_post_batch_defer_jobs 503152d687e3e49b
-- procrastinate.0039_pre_priority_lock_fetch_job aba2087cb2b69233
-- procrastinate.0040_pre_retry_failed_job f6d2a552fbbc5088
-- procrastinate.0041_post_retry_failed_job 2c8dc359b30362a9
-- registers.0001_initial 36068159b7df4cfe
-- registers.0002_answers_heard 06afbbd5c83ec385
-- sessions.0001_initial 2aa438e2393ee513

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TYPE procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION janasetu_ring_desks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('janasetu_desk', rung.body_id::text)
       FROM (SELECT DISTINCT body_id FROM fresh WHERE body_id IS NOT NULL) AS rung;
    RETURN NULL;
END $$;
CREATE FUNCTION procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION procrastinate_defer_jobs_v1(jobs procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;
CREATE FUNCTION procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
CREATE TABLE procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status procrastinate_job_status DEFAULT 'todo'::procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;
CREATE FUNCTION procrastinate_finish_job_v1(job_id bigint, end_status procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;
CREATE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE TABLE account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id integer NOT NULL
);
ALTER TABLE account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE audit_auditrow (
    id uuid NOT NULL,
    number bigint NOT NULL,
    body_id uuid,
    case_id uuid,
    at timestamp with time zone NOT NULL,
    table_name character varying(63) NOT NULL,
    key character varying(80) NOT NULL,
    act character varying(10) NOT NULL,
    actor character varying(120) NOT NULL,
    reason text NOT NULL,
    changed jsonb NOT NULL,
    row_hash bytea,
    mark bytea NOT NULL
);
CREATE TABLE audit_auditseal (
    id uuid NOT NULL,
    body_id uuid,
    number bigint NOT NULL,
    upto bigint NOT NULL,
    rows integer NOT NULL,
    ids uuid[] NOT NULL,
    marks bytea NOT NULL,
    digest bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT audit_auditseal_rows_check CHECK ((rows >= 0))
);
CREATE TABLE audit_look (
    id uuid NOT NULL,
    body_id uuid NOT NULL,
    by character varying(80) NOT NULL,
    officer_id uuid,
    what character varying(10) NOT NULL,
    case_id uuid,
    about uuid,
    rows integer NOT NULL,
    asked jsonb NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT audit_look_rows_check CHECK ((rows >= 0))
);
CREATE SEQUENCE audit_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE audit_unsealed (
    id uuid NOT NULL,
    number bigint NOT NULL,
    body_id uuid,
    mark bytea NOT NULL
);
CREATE TABLE auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
CREATE TABLE auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE auth_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE auth_user_user_permissions (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE bodies_absence (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    entered_by character varying(80) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    CONSTRAINT absence_ends_after_it_began CHECK ((until >= since))
);
CREATE TABLE bodies_attempt (
    key character varying(64) NOT NULL,
    tries integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    CONSTRAINT bodies_attempt_tries_check CHECK ((tries >= 0))
);
CREATE TABLE bodies_bodyname (
    id uuid NOT NULL,
    key text NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE bodies_bodyshape (
    since date NOT NULL,
    until date,
    wkb bytea NOT NULL,
    west double precision NOT NULL,
    south double precision NOT NULL,
    east double precision NOT NULL,
    north double precision NOT NULL,
    id uuid NOT NULL,
    of_wards boolean NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT body_shape_ends_later CHECK (((until IS NULL) OR (until > since)))
);
CREATE TABLE bodies_calendarchange (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    since date NOT NULL,
    days jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    followed_at timestamp with time zone,
    body_id uuid NOT NULL
);
CREATE TABLE bodies_department (
    id uuid NOT NULL,
    code character varying(50) NOT NULL,
    name jsonb NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE bodies_deputy (
    id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    entered_by character varying(80) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    absence_id uuid,
    body_id uuid NOT NULL,
    department_id uuid,
    officer_id uuid NOT NULL,
    role_id character varying(50) NOT NULL,
    CONSTRAINT deputy_ends_after_they_began CHECK (((until IS NULL) OR (until >= since)))
);
CREATE TABLE bodies_electionsilence (
    id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    order_number character varying(60) NOT NULL,
    order_date date NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT silence_ends_after_it_began CHECK (((until IS NULL) OR (until >= since)))
);
CREATE TABLE bodies_holiday (
    id uuid NOT NULL,
    day date NOT NULL,
    name jsonb NOT NULL,
    kind character varying(10) NOT NULL,
    order_number character varying(60) NOT NULL,
    order_date date,
    declared_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    body_id uuid NOT NULL
);
CREATE TABLE bodies_landmark (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    keys jsonb NOT NULL,
    lat double precision,
    lon double precision,
    ward character varying(8) NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE bodies_localbody (
    id uuid NOT NULL,
    code character varying(50) NOT NULL,
    number smallint,
    kind character varying(20) NOT NULL,
    name jsonb NOT NULL,
    languages jsonb NOT NULL,
    aliases jsonb NOT NULL,
    facts jsonb NOT NULL,
    lgd_code character varying(12) NOT NULL,
    parent_id uuid,
    served boolean NOT NULL,
    CONSTRAINT bodies_localbody_number_check CHECK ((number >= 0)),
    CONSTRAINT body_is_not_in_itself CHECK (((parent_id IS NULL) OR (NOT ((parent_id = id) AND (parent_id IS NOT NULL))))),
    CONSTRAINT served_body_has_a_number CHECK (((NOT served) OR (number IS NOT NULL) OR (kind IN ('block', 'district', 'state'))))
);
CREATE TABLE bodies_mapimport (
    id uuid NOT NULL,
    part character varying(10) NOT NULL,
    source character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    count integer NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT bodies_mapimport_count_check CHECK ((count >= 0))
);
CREATE TABLE bodies_officehours (
    id uuid NOT NULL,
    since date NOT NULL,
    until date,
    opens time without time zone NOT NULL,
    closes time without time zone NOT NULL,
    days_off jsonb NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT hours_end_after_they_began CHECK (((until IS NULL) OR (until > since))),
    CONSTRAINT office_closes_after_it_opens CHECK ((closes > opens))
);
CREATE TABLE bodies_officer (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    active boolean NOT NULL,
    body_id uuid NOT NULL,
    department_id uuid,
    user_id integer NOT NULL,
    role_id character varying(50) NOT NULL,
    acting_for_id character varying(50),
    order_date date,
    order_number character varying(60) NOT NULL,
    phone character varying(20) NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    ward_id uuid,
    CONSTRAINT officer_acts_for_another CHECK (((acting_for_id IS NULL) OR (NOT (((acting_for_id)::text = (role_id)::text) AND (acting_for_id IS NOT NULL))))),
    CONSTRAINT officer_leaves_after_coming CHECK (((until IS NULL) OR (until >= since)))
);
CREATE TABLE bodies_role (
    code character varying(50) NOT NULL,
    name jsonb NOT NULL,
    elected boolean NOT NULL
);
CREATE TABLE bodies_title (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    order_number character varying(60) NOT NULL,
    order_date date,
    body_id uuid NOT NULL,
    role_id character varying(50) NOT NULL,
    CONSTRAINT title_ends_after_it_began CHECK (((until IS NULL) OR (until >= since)))
);
CREATE TABLE bodies_ward (
    id uuid NOT NULL,
    number character varying(8) NOT NULL,
    name jsonb NOT NULL,
    borough character varying(8) NOT NULL,
    since date NOT NULL,
    until date,
    body_id uuid NOT NULL,
    CONSTRAINT ward_ends_after_it_began CHECK (((until IS NULL) OR (until > since))),
    CONSTRAINT ward_number_is_ascii CHECK (((number)::text ~ '^[0-9A-Z/-]+$'::text))
);
CREATE TABLE bodies_wardshape (
    since date NOT NULL,
    until date,
    wkb bytea NOT NULL,
    west double precision NOT NULL,
    south double precision NOT NULL,
    east double precision NOT NULL,
    north double precision NOT NULL,
    id uuid NOT NULL,
    body_id uuid NOT NULL,
    ward_id uuid NOT NULL,
    CONSTRAINT ward_shape_ends_later CHECK (((until IS NULL) OR (until > since)))
);
CREATE TABLE cases_alarm (
    id uuid NOT NULL,
    contact_id uuid,
    by character varying(80) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    calls_at timestamp with time zone,
    calls smallint NOT NULL,
    heard_at timestamp with time zone,
    heard_by character varying(80) NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT cases_alarm_calls_check CHECK ((calls >= 0))
);
CREATE TABLE cases_appeal (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by character varying(80) DEFAULT ''::character varying NOT NULL,
    allowed boolean,
    by_day date,
    reason character varying(1000) DEFAULT ''::character varying NOT NULL,
    against_id uuid NOT NULL,
    application_id uuid NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT appeal_decided_whole CHECK ((((allowed IS NULL) AND (decided_at IS NULL)) OR (allowed AND (by_day IS NOT NULL) AND (decided_at IS NOT NULL)) OR ((NOT allowed) AND (decided_at IS NOT NULL) AND (NOT ((reason)::text = ''::text)))))
);
CREATE TABLE cases_callback (
    id uuid NOT NULL,
    source character varying(120) NOT NULL,
    reason character varying(20) NOT NULL,
    name character varying(200) NOT NULL,
    phone character varying(200) NOT NULL,
    lang character varying(5) NOT NULL,
    contact_bucket smallint,
    contact_id uuid,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_by character varying(80) NOT NULL,
    outcome character varying(20) NOT NULL,
    note text NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid,
    tries smallint DEFAULT 0 NOT NULL,
    not_before timestamp with time zone,
    asked_by character varying(80) DEFAULT ''::character varying NOT NULL,
    draft jsonb,
    CONSTRAINT cases_callback_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT cases_callback_tries_check CHECK ((tries >= 0))
);
CREATE TABLE cases_cannedreply (
    id uuid NOT NULL,
    title character varying(60) NOT NULL,
    text text NOT NULL,
    retired boolean NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE cases_case (
    id uuid NOT NULL,
    ref character varying(20) NOT NULL,
    source character varying(120) NOT NULL,
    channel character varying(20) NOT NULL,
    lane character varying(10) NOT NULL,
    category character varying(40) NOT NULL,
    status character varying(30) NOT NULL,
    level smallint NOT NULL,
    ward character varying(8) NOT NULL,
    fields jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    promise_due_at timestamp with time zone NOT NULL,
    statutory_due_at timestamp with time zone,
    escalates_at timestamp with time zone,
    claimed_at timestamp with time zone,
    ended_at timestamp with time zone,
    body_id uuid NOT NULL,
    department_id uuid,
    officer_id uuid,
    version_id uuid NOT NULL,
    outside_ref character varying(60) NOT NULL,
    search text NOT NULL,
    first_action_at timestamp with time zone,
    first_action_due_at timestamp with time zone,
    first_action_missed_at timestamp with time zone,
    closes_at timestamp with time zone,
    reminds_at timestamp with time zone,
    confirmed_by character varying(80) DEFAULT ''::character varying NOT NULL,
    resolved_by_id uuid,
    resolved_in_id uuid,
    stars smallint,
    rated_at timestamp with time zone,
    expected_at timestamp with time zone,
    incident_wards character varying(8)[],
    lat double precision,
    lon double precision,
    parent_id uuid,
    supporters integer DEFAULT 0 NOT NULL,
    confidential character varying(12) DEFAULT ''::character varying NOT NULL,
    covers_id uuid,
    looks_at timestamp with time zone,
    reminded smallint DEFAULT 0 NOT NULL,
    awaited_answers smallint DEFAULT 0 NOT NULL,
    law_passed_at timestamp with time zone,
    CONSTRAINT case_done_was_claimed CHECK (((NOT (status IN ('awaiting_confirmation', 'resolved_confirmed', 'resolved_unconfirmed'))) OR (claimed_at IS NOT NULL))),
    CONSTRAINT case_stars_one_to_five CHECK (((stars IS NULL) OR ((stars >= 1) AND (stars <= 5)))),
    CONSTRAINT cases_case_awaited_answers_check CHECK ((awaited_answers >= 0)),
    CONSTRAINT cases_case_level_check CHECK ((level >= 0)),
    CONSTRAINT cases_case_reminded_check CHECK ((reminded >= 0)),
    CONSTRAINT cases_case_stars_check CHECK ((stars >= 0)),
    CONSTRAINT cases_case_supporters_check CHECK ((supporters >= 0))
);
CREATE TABLE cases_caseattachment (
    id uuid NOT NULL,
    role character varying(10) NOT NULL,
    file_bucket smallint NOT NULL,
    file_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT cases_caseattachment_file_bucket_check CHECK ((file_bucket >= 0))
);
CREATE TABLE cases_casedesk (
    id uuid NOT NULL,
    stage character varying(40) NOT NULL,
    beside character varying(40) NOT NULL,
    "time" smallint NOT NULL,
    role character varying(40) NOT NULL,
    also character varying(40)[] NOT NULL,
    agency character varying(40) NOT NULL,
    came_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    left_at timestamp with time zone,
    outcome character varying(40) NOT NULL,
    left_by character varying(80) NOT NULL,
    approved_by character varying(40)[] NOT NULL,
    nudged_at timestamp with time zone,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    officer_id uuid,
    CONSTRAINT cases_casedesk_time_check CHECK (("time" >= 0)),
    CONSTRAINT desk_left_by_a_move CHECK ((((left_at IS NULL) AND ((outcome)::text = ''::text)) OR ((left_at IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT desk_of_one_kind CHECK ((((role)::text = ''::text) OR ((agency)::text = ''::text)))
);
CREATE TABLE cases_casedraft (
    id uuid NOT NULL,
    texts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    user_id integer NOT NULL
);
CREATE TABLE cases_caseentry (
    id uuid NOT NULL,
    digest character varying(32) NOT NULL,
    chosen_by character varying(80) NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    entry_id uuid NOT NULL
);
CREATE TABLE cases_caseevent (
    id uuid NOT NULL,
    code character varying(30) NOT NULL,
    by character varying(80) NOT NULL,
    params jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE cases_casepaper (
    id uuid NOT NULL,
    question character varying(120) NOT NULL,
    file_bucket smallint NOT NULL,
    file_id uuid NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(400) NOT NULL,
    judged_by character varying(80) NOT NULL,
    judged_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT cases_casepaper_file_bucket_check CHECK ((file_bucket >= 0)),
    CONSTRAINT paper_refused_with_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((why)::text = ''::text))))
);
CREATE TABLE cases_caseparty (
    id uuid NOT NULL,
    role character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    phone character varying(200) NOT NULL,
    lang character varying(5) NOT NULL,
    contact_bucket smallint,
    contact_id uuid,
    line_id uuid,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    contact_epoch integer NOT NULL,
    person_id uuid,
    search text NOT NULL,
    channel character varying(20) DEFAULT ''::character varying NOT NULL,
    fields jsonb,
    joined_at timestamp with time zone,
    ref character varying(20) DEFAULT ''::character varying NOT NULL,
    source character varying(120) DEFAULT ''::character varying NOT NULL,
    version_id uuid,
    withheld jsonb,
    CONSTRAINT cases_caseparty_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT cases_caseparty_contact_epoch_check CHECK ((contact_epoch >= 0))
);
CREATE TABLE cases_casepause (
    id uuid NOT NULL,
    reason character varying(20) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    event_id uuid NOT NULL
);
CREATE TABLE cases_casereading (
    id uuid NOT NULL,
    understood character varying(40) NOT NULL,
    probability double precision NOT NULL,
    decision character varying(6) NOT NULL,
    model character varying(64) NOT NULL,
    language character varying(8) NOT NULL,
    text_hash character varying(64) NOT NULL,
    begun_as character varying(40) NOT NULL,
    stands_as character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE cases_caseviewer (
    id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    officer_id uuid NOT NULL
);
CREATE TABLE cases_duty (
    id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    entered_by character varying(80) NOT NULL,
    body_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    CONSTRAINT duty_ends_after_it_began CHECK ((until > since))
);
CREATE TABLE cases_explanation (
    id uuid NOT NULL,
    level smallint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    given_at timestamp with time zone,
    words text NOT NULL,
    given_by character varying(80) NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    CONSTRAINT cases_explanation_level_check CHECK ((level >= 0)),
    CONSTRAINT explanation_is_in_words CHECK (((given_at IS NULL) OR (NOT (words = ''::text))))
);
CREATE TABLE cases_fieldphoto (
    id uuid NOT NULL,
    file_bucket smallint NOT NULL,
    file_id uuid NOT NULL,
    note text NOT NULL,
    contact_bucket smallint NOT NULL,
    contact_id uuid NOT NULL,
    line_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    CONSTRAINT cases_fieldphoto_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT cases_fieldphoto_file_bucket_check CHECK ((file_bucket >= 0))
);
CREATE TABLE cases_listexport (
    id uuid NOT NULL,
    by character varying(80) NOT NULL,
    asked jsonb NOT NULL,
    rows integer NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT cases_listexport_rows_check CHECK ((rows >= 0))
);
CREATE TABLE cases_paperlink (
    id uuid NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    asks_secret boolean NOT NULL,
    by character varying(80) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    fetched smallint NOT NULL,
    contact_bucket smallint,
    contact_id uuid,
    contact_epoch integer NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    paper_id uuid NOT NULL,
    CONSTRAINT cases_paperlink_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT cases_paperlink_contact_epoch_check CHECK ((contact_epoch >= 0)),
    CONSTRAINT cases_paperlink_fetched_check CHECK ((fetched >= 0)),
    CONSTRAINT paper_link_few_times CHECK ((fetched <= 5))
);
CREATE TABLE cases_proof (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    contact_bucket smallint,
    contact_id uuid,
    contact_epoch integer NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    officer_id uuid,
    CONSTRAINT cases_proof_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT cases_proof_contact_epoch_check CHECK ((contact_epoch >= 0)),
    CONSTRAINT proof_by_an_officer_or_the_secret CHECK ((((contact_id IS NOT NULL) AND ((kind)::text = 'code'::text) AND (officer_id IS NULL)) OR ((NOT ((kind)::text = 'code'::text)) AND (officer_id IS NOT NULL))))
);
CREATE TABLE cases_recount (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    first date NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE cases_referenceseries (
    id uuid NOT NULL,
    body_id uuid NOT NULL,
    year smallint NOT NULL,
    next_serial integer NOT NULL,
    CONSTRAINT cases_referenceseries_next_serial_check CHECK ((next_serial >= 0)),
    CONSTRAINT cases_referenceseries_year_check CHECK ((year >= 0))
);
CREATE TABLE cases_referral (
    id uuid NOT NULL,
    agency character varying(40) NOT NULL,
    name jsonb NOT NULL,
    contact jsonb NOT NULL,
    how character varying(12) NOT NULL,
    why text NOT NULL,
    outside_ref character varying(60) NOT NULL,
    by character varying(80) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    again character varying(20) NOT NULL,
    reminds_at timestamp with time zone,
    chased smallint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    "end" character varying(12) NOT NULL,
    answer text NOT NULL,
    answered_by character varying(120) NOT NULL,
    noted_by character varying(80) NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    linked_id uuid,
    to_body_id uuid,
    letter_id uuid,
    CONSTRAINT cases_referral_chased_check CHECK ((chased >= 0)),
    CONSTRAINT referral_ends_in_words CHECK (((ended_at IS NULL) OR ((NOT (("end")::text = ''::text)) AND (NOT (answer = ''::text)))))
);
CREATE TABLE cases_rightspaper (
    id uuid NOT NULL,
    form character varying(6) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    snapshot jsonb,
    snapshot_sha256 character varying(64) DEFAULT ''::character varying NOT NULL,
    layout_sha256 character varying(64) DEFAULT ''::character varying NOT NULL,
    sha256 character varying(64) DEFAULT ''::character varying NOT NULL,
    pressed_at timestamp with time zone,
    why_not character varying(400) DEFAULT ''::character varying NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT rights_paper_pressed_or_why_not CHECK (((pressed_at IS NULL) OR (NOT ((sha256)::text = ''::text)) OR (NOT ((why_not)::text = ''::text))))
);
CREATE TABLE cases_slip (
    id uuid NOT NULL,
    ref character varying(20) NOT NULL,
    printed_by character varying(80) NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE cases_tally (
    id uuid NOT NULL,
    reach character varying(5) NOT NULL,
    service character varying(50) NOT NULL,
    category character varying(40) NOT NULL,
    month date NOT NULL,
    since date NOT NULL,
    told jsonb NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE cases_trainingphrase (
    id uuid NOT NULL,
    text text NOT NULL,
    language character varying(8) NOT NULL,
    key character varying(64) NOT NULL,
    was character varying(40) NOT NULL,
    now character varying(40) NOT NULL,
    state character varying(9) NOT NULL,
    by character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    reviewed_by character varying(80) NOT NULL,
    reviewed_at timestamp with time zone,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT phrase_accepted_is_whole CHECK (((NOT ((state)::text = 'accepted'::text)) OR ((NOT (text = ''::text)) AND (NOT ((now)::text = ''::text))))),
    CONSTRAINT phrase_refused_is_gone CHECK (((NOT ((state)::text = 'refused'::text)) OR (text = ''::text)))
);
CREATE TABLE cases_unmasking (
    id uuid NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    agreed_by_id uuid,
    asked_by_id uuid NOT NULL,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE cases_voicenote (
    id uuid NOT NULL,
    contact_id uuid,
    contact_epoch integer NOT NULL,
    arrived_at timestamp with time zone NOT NULL,
    alarms_at timestamp with time zone,
    alarmed_at timestamp with time zone,
    heard_at timestamp with time zone,
    heard_by character varying(80) NOT NULL,
    listens_until timestamp with time zone,
    transcript text NOT NULL,
    transcript_by character varying(80) NOT NULL,
    confidence double precision,
    body_id uuid NOT NULL,
    case_id uuid NOT NULL,
    listener_id uuid,
    CONSTRAINT cases_voicenote_contact_epoch_check CHECK ((contact_epoch >= 0))
);
CREATE TABLE catalogue_bodyagency (
    id uuid NOT NULL,
    code character varying(50) NOT NULL,
    patch jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE catalogue_bodyservice (
    id uuid NOT NULL,
    code character varying(50) NOT NULL,
    enabled boolean NOT NULL,
    patch jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    version_id uuid
);
CREATE TABLE catalogue_definitionfault (
    id uuid NOT NULL,
    code character varying(8) NOT NULL,
    told text NOT NULL,
    is_error boolean NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE catalogue_serviceversion (
    id uuid NOT NULL,
    code character varying(50) NOT NULL,
    hash character varying(64) NOT NULL,
    content text NOT NULL,
    current boolean NOT NULL,
    published_at timestamp with time zone NOT NULL
);
CREATE TABLE conversations_conversation (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    contact_id uuid NOT NULL,
    line_id uuid NOT NULL,
    body_id uuid,
    state character varying(12) NOT NULL,
    version_id uuid,
    draft character varying(20) NOT NULL,
    step character varying(120) NOT NULL,
    page smallint NOT NULL,
    fields jsonb NOT NULL,
    intents jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    beside jsonb NOT NULL,
    epoch integer NOT NULL,
    handed_at timestamp with time zone,
    CONSTRAINT conversations_conversation_bucket_check CHECK ((bucket >= 0)),
    CONSTRAINT conversations_conversation_epoch_check CHECK ((epoch >= 0)),
    CONSTRAINT conversations_conversation_page_check CHECK ((page >= 0))
);
CREATE TABLE deliveries_outcome (
    id uuid NOT NULL,
    mark uuid NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(40) NOT NULL,
    "values" jsonb NOT NULL,
    said jsonb NOT NULL,
    cash numeric(14,2),
    money character varying(40) NOT NULL,
    photo_bucket smallint,
    photo_id uuid,
    told_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    visit_id uuid NOT NULL,
    CONSTRAINT deliveries_outcome_photo_bucket_check CHECK ((photo_bucket >= 0))
);
CREATE TABLE deliveries_visit (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    paper_id uuid,
    source character varying(120) NOT NULL,
    attempt smallint NOT NULL,
    ref character varying(20) NOT NULL,
    title jsonb NOT NULL,
    purpose character varying(10) NOT NULL,
    address character varying(1100) NOT NULL,
    lat double precision,
    lon double precision,
    ward character varying(8) NOT NULL,
    confidential boolean NOT NULL,
    state character varying(10) NOT NULL,
    day date NOT NULL,
    part character varying(10) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    place smallint NOT NULL,
    code character varying(100) NOT NULL,
    wrong_codes smallint NOT NULL,
    reason character varying(20) NOT NULL,
    note character varying(500) NOT NULL,
    proof character varying(10) NOT NULL,
    handed_to character varying(80) NOT NULL,
    photo_bucket smallint,
    photo_id uuid,
    asked_at timestamp with time zone NOT NULL,
    planned_at timestamp with time zone,
    out_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by character varying(80) NOT NULL,
    rating character varying(5) NOT NULL,
    rated_at timestamp with time zone,
    lang character varying(5) NOT NULL,
    contact_bucket smallint,
    contact_id uuid,
    contact_epoch integer NOT NULL,
    line_id uuid,
    body_id uuid NOT NULL,
    runner_id uuid,
    CONSTRAINT deliveries_visit_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT deliveries_visit_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT deliveries_visit_contact_epoch_check CHECK ((contact_epoch >= 0)),
    CONSTRAINT deliveries_visit_photo_bucket_check CHECK ((photo_bucket >= 0)),
    CONSTRAINT deliveries_visit_place_check CHECK ((place >= 0)),
    CONSTRAINT deliveries_visit_wrong_codes_check CHECK ((wrong_codes >= 0)),
    CONSTRAINT visit_planned_has_runner CHECK (((NOT (state IN ('planned', 'out'))) OR (runner_id IS NOT NULL)))
);
CREATE TABLE django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE documents_approval (
    id uuid NOT NULL,
    role character varying(50) NOT NULL,
    signs boolean NOT NULL,
    title jsonb NOT NULL,
    order_number character varying(60) NOT NULL,
    order_date date,
    at timestamp with time zone NOT NULL,
    nonce character varying(32) NOT NULL,
    seal character varying(64) NOT NULL,
    body_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    user_id integer NOT NULL,
    order_id uuid NOT NULL
);
CREATE TABLE documents_inkpage (
    id uuid NOT NULL,
    came_sha256 character varying(64) NOT NULL,
    photo_sha256 character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size integer NOT NULL,
    reading character varying(10) NOT NULL,
    by character varying(80) NOT NULL,
    confirmed_by character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    away_at timestamp with time zone,
    body_id uuid NOT NULL,
    paper_id uuid NOT NULL,
    CONSTRAINT documents_inkpage_size_check CHECK ((size >= 0))
);
CREATE TABLE documents_paper (
    id uuid NOT NULL,
    case_id uuid,
    service character varying(80) NOT NULL,
    type character varying(30) NOT NULL,
    series character varying(80) NOT NULL,
    serial integer,
    number character varying(80) NOT NULL,
    code character varying(20) NOT NULL,
    born character varying(12) NOT NULL,
    layout character varying(120) NOT NULL,
    layout_sha256 character varying(64) NOT NULL,
    snapshot jsonb NOT NULL,
    snapshot_sha256 character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    draft_sha256 character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    mime character varying(80) NOT NULL,
    size integer NOT NULL,
    state character varying(10) NOT NULL,
    issued_at timestamp with time zone,
    standing character varying(12) NOT NULL,
    standing_at timestamp with time zone,
    standing_by character varying(80) NOT NULL,
    standing_reason text NOT NULL,
    valid_until date,
    body_id uuid NOT NULL,
    supersedes_id uuid,
    CONSTRAINT documents_paper_serial_check CHECK ((serial >= 0)),
    CONSTRAINT documents_paper_size_check CHECK ((size >= 0)),
    CONSTRAINT paper_of_ours_has_a_serial CHECK (((serial >= 1) OR (((born)::text = 'state_portal'::text) AND (serial IS NULL))))
);
CREATE TABLE documents_receivedfile (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    state character varying(10) NOT NULL,
    kind character varying(20) NOT NULL,
    contact_id uuid,
    line_id uuid,
    provider_id character varying(64) NOT NULL,
    expected_sha256 character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    mime character varying(80) NOT NULL,
    size integer NOT NULL,
    attempts smallint NOT NULL,
    retry_at timestamp with time zone,
    note character varying(200) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    was_signed boolean NOT NULL,
    CONSTRAINT documents_receivedfile_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT documents_receivedfile_bucket_check CHECK ((bucket >= 0)),
    CONSTRAINT documents_receivedfile_size_check CHECK ((size >= 0))
);
CREATE TABLE documents_seriescounter (
    id uuid NOT NULL,
    series character varying(80) NOT NULL,
    last integer NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT documents_seriescounter_last_check CHECK ((last >= 0))
);
CREATE TABLE documents_signerentry (
    id uuid NOT NULL,
    number integer NOT NULL,
    kind character varying(10) NOT NULL,
    order_id uuid,
    at timestamp with time zone NOT NULL,
    wall_at timestamp with time zone NOT NULL,
    draft_sha256 character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    certificate character varying(64) NOT NULL,
    note character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT documents_signerentry_number_check CHECK ((number >= 0))
);
CREATE TABLE documents_signingorder (
    id uuid NOT NULL,
    snapshot_sha256 character varying(64) NOT NULL,
    draft_sha256 character varying(64) NOT NULL,
    type character varying(30) NOT NULL,
    roles jsonb NOT NULL,
    seconds jsonb NOT NULL,
    needed smallint NOT NULL,
    ward character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    note character varying(200) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ordered_at timestamp with time zone,
    body_id uuid NOT NULL,
    paper_id uuid NOT NULL,
    CONSTRAINT documents_signingorder_needed_check CHECK ((needed >= 0)),
    CONSTRAINT signing_order_needs_somebody CHECK ((needed >= 1))
);
CREATE TABLE messaging_inboundbatch (
    id uuid NOT NULL,
    channel character varying(20) NOT NULL,
    body bytea NOT NULL,
    state character varying(10) NOT NULL,
    note character varying(200) NOT NULL,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE messaging_inboundmessage (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    contact_id uuid,
    line_id uuid,
    batch_id uuid NOT NULL,
    provider_id character varying(300) NOT NULL,
    kind character varying(40) NOT NULL,
    said jsonb NOT NULL,
    state character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    note character varying(200) NOT NULL,
    provider_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT messaging_inboundmessage_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT messaging_inboundmessage_bucket_check CHECK ((bucket >= 0))
);
CREATE TABLE messaging_line (
    id uuid NOT NULL,
    channel character varying(20) NOT NULL,
    provider_id character varying(64) NOT NULL,
    display character varying(64) NOT NULL,
    body_id uuid,
    active boolean NOT NULL,
    per_second double precision,
    held_for character varying(20) DEFAULT ''::character varying NOT NULL,
    held_since timestamp with time zone,
    people_a_day integer,
    sent_at timestamp with time zone,
    CONSTRAINT messaging_line_people_a_day_check CHECK ((people_a_day >= 0))
);
CREATE TABLE messaging_outboundmessage (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    contact_id uuid NOT NULL,
    line_id uuid NOT NULL,
    source character varying(120) NOT NULL,
    caused_by uuid,
    kind character varying(10) NOT NULL,
    text text NOT NULL,
    choices jsonb NOT NULL,
    menu character varying(20) NOT NULL,
    template jsonb,
    state character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    provider_id character varying(300) NOT NULL,
    error character varying(200) NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    retry_at timestamp with time zone,
    file jsonb,
    by_template boolean DEFAULT false NOT NULL,
    lane smallint DEFAULT 0 NOT NULL,
    about_body_id uuid,
    about_id uuid,
    elsewhere jsonb,
    passed_on boolean DEFAULT false NOT NULL,
    billable boolean,
    category character varying(40) DEFAULT ''::character varying NOT NULL,
    draft character varying(20) DEFAULT ''::character varying NOT NULL,
    parts smallint DEFAULT 0 NOT NULL,
    first_at timestamp with time zone,
    for_room boolean DEFAULT false NOT NULL,
    CONSTRAINT messaging_outboundmessage_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT messaging_outboundmessage_bucket_check CHECK ((bucket >= 0)),
    CONSTRAINT messaging_outboundmessage_lane_check CHECK ((lane >= 0)),
    CONSTRAINT messaging_outboundmessage_parts_check CHECK ((parts >= 0))
);
CREATE TABLE messaging_pulse (
    id uuid NOT NULL,
    beat_at timestamp with time zone NOT NULL,
    hears_since timestamp with time zone NOT NULL
);
CREATE TABLE messaging_seenkey (
    bucket smallint NOT NULL,
    key character varying(400) NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT messaging_seenkey_bucket_check CHECK ((bucket >= 0))
);
CREATE TABLE messaging_standing (
    id uuid NOT NULL,
    channel character varying(20) NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(512) NOT NULL,
    lang character varying(20) NOT NULL,
    state character varying(40) NOT NULL,
    reason character varying(200) NOT NULL,
    state_at timestamp with time zone,
    category character varying(40) NOT NULL,
    was_category character varying(40) NOT NULL,
    category_at timestamp with time zone,
    quality character varying(20) NOT NULL,
    quality_at timestamp with time zone,
    "limit" character varying(40) NOT NULL
);
CREATE TABLE messaging_window (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    contact_id uuid NOT NULL,
    line_id uuid NOT NULL,
    address character varying(200) NOT NULL,
    address_kind character varying(10) NOT NULL,
    last_inbound_at timestamp with time zone,
    CONSTRAINT messaging_window_bucket_check CHECK ((bucket >= 0))
);
CREATE TABLE mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE payments_checkout (
    id uuid NOT NULL,
    company character varying(40) NOT NULL,
    amount numeric(14,2) NOT NULL,
    state character varying(10) NOT NULL,
    transaction character varying(60) NOT NULL,
    told numeric(14,2),
    why character varying(40) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    returned_note character varying(500) NOT NULL,
    body_id uuid NOT NULL,
    returned_by_id uuid,
    demand_id uuid NOT NULL
);
CREATE TABLE payments_dayclosing (
    id uuid NOT NULL,
    day date NOT NULL,
    expected numeric(14,2) NOT NULL,
    counted numeric(14,2) NOT NULL,
    pieces jsonb NOT NULL,
    note character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    officer_id uuid NOT NULL
);
CREATE TABLE payments_demand (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    ref character varying(20) NOT NULL,
    service character varying(60) NOT NULL,
    due character varying(60) NOT NULL,
    part smallint NOT NULL,
    lines jsonb NOT NULL,
    amount numeric(14,2) NOT NULL,
    state character varying(10) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    lang character varying(5) NOT NULL,
    contact_bucket smallint,
    contact_id uuid,
    contact_epoch integer NOT NULL,
    line_id uuid,
    body_id uuid NOT NULL,
    pauses boolean DEFAULT false NOT NULL,
    noted character varying(10) DEFAULT 'due'::character varying NOT NULL,
    reminded_at timestamp with time zone,
    goes_back_at timestamp with time zone,
    CONSTRAINT demand_of_something CHECK ((amount > (0)::numeric)),
    CONSTRAINT payments_demand_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT payments_demand_contact_epoch_check CHECK ((contact_epoch >= 0)),
    CONSTRAINT payments_demand_part_check CHECK ((part >= 0))
);
CREATE TABLE payments_numberseries (
    id uuid NOT NULL,
    body_id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT payments_numberseries_last_check CHECK ((last >= 0)),
    CONSTRAINT payments_numberseries_year_check CHECK ((year >= 0))
);
CREATE TABLE payments_receipt (
    id uuid NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    mode character varying(10) NOT NULL,
    reference character varying(60) NOT NULL,
    amount numeric(14,2) NOT NULL,
    lines jsonb NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(80) NOT NULL,
    source character varying(120) NOT NULL,
    body_id uuid NOT NULL,
    demand_id uuid NOT NULL,
    officer_id uuid,
    CONSTRAINT payments_receipt_serial_check CHECK ((serial >= 0)),
    CONSTRAINT payments_receipt_year_check CHECK ((year >= 0))
);
CREATE TABLE payments_receiptpaper (
    id uuid NOT NULL,
    sent_at timestamp with time zone,
    body_id uuid NOT NULL,
    paper_id uuid NOT NULL,
    receipt_id uuid NOT NULL
);
CREATE TABLE payments_relief (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    reason character varying(500) NOT NULL,
    amount numeric(14,2) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    agreed boolean,
    mode character varying(10) NOT NULL,
    reference character varying(60) NOT NULL,
    day date,
    year smallint,
    serial integer,
    asked_by_id uuid NOT NULL,
    body_id uuid NOT NULL,
    decided_by_id uuid,
    demand_id uuid NOT NULL,
    CONSTRAINT payments_relief_serial_check CHECK ((serial >= 0)),
    CONSTRAINT payments_relief_year_check CHECK ((year >= 0)),
    CONSTRAINT relief_by_two CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL)))))
);
CREATE TABLE people_consententry (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    contact_id uuid NOT NULL,
    epoch integer NOT NULL,
    body_id uuid,
    person_id uuid,
    purpose character varying(60) NOT NULL,
    given boolean NOT NULL,
    text_hash character varying(64) NOT NULL,
    version_id uuid,
    source character varying(160) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT people_consententry_bucket_check CHECK ((bucket >= 0)),
    CONSTRAINT people_consententry_epoch_check CHECK ((epoch >= 0))
);
CREATE TABLE people_contact (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    lang character varying(5) NOT NULL,
    profile_name character varying(200) NOT NULL,
    stopped_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    epoch integer NOT NULL,
    epoch_at timestamp with time zone,
    epoch_reason character varying(20) NOT NULL,
    identity_key character varying(100) NOT NULL,
    quiet_since timestamp with time zone,
    call_from time without time zone,
    call_until time without time zone,
    CONSTRAINT people_contact_bucket_check CHECK ((bucket >= 0)),
    CONSTRAINT people_contact_epoch_check CHECK ((epoch >= 0))
);
CREATE TABLE people_contactalias (
    id uuid NOT NULL,
    bucket smallint NOT NULL,
    kind character varying(10) NOT NULL,
    scope character varying(64) NOT NULL,
    value character varying(200) NOT NULL,
    contact_id uuid NOT NULL,
    contact_bucket smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    verified_at timestamp with time zone,
    CONSTRAINT people_contactalias_bucket_check CHECK ((bucket >= 0)),
    CONSTRAINT people_contactalias_contact_bucket_check CHECK ((contact_bucket >= 0))
);
CREATE TABLE people_person (
    id uuid NOT NULL,
    name jsonb NOT NULL,
    birth_year smallint,
    created_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT people_person_birth_year_check CHECK ((birth_year >= 0))
);
CREATE TABLE people_personcontact (
    id uuid NOT NULL,
    contact_bucket smallint NOT NULL,
    contact_id uuid NOT NULL,
    epoch integer NOT NULL,
    relation character varying(10) NOT NULL,
    name_key character varying(200) NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    body_id uuid NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT people_personcontact_contact_bucket_check CHECK ((contact_bucket >= 0)),
    CONSTRAINT people_personcontact_epoch_check CHECK ((epoch >= 0))
);
CREATE TABLE posters_poster (
    id uuid NOT NULL,
    serial integer NOT NULL,
    ward character varying(8) NOT NULL,
    place character varying(60) NOT NULL,
    hung_at timestamp with time zone NOT NULL,
    hung_by character varying(80) NOT NULL,
    down_at timestamp with time zone,
    down_by character varying(80) NOT NULL,
    body_id uuid NOT NULL,
    CONSTRAINT posters_poster_serial_check CHECK ((serial >= 0))
);
CREATE TABLE posters_posterday (
    id uuid NOT NULL,
    day date NOT NULL,
    part smallint NOT NULL,
    scans integer NOT NULL,
    body_id uuid NOT NULL,
    poster_id uuid NOT NULL,
    CONSTRAINT posters_posterday_part_check CHECK ((part >= 0)),
    CONSTRAINT posters_posterday_scans_check CHECK ((scans >= 0))
);
CREATE TABLE procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE procrastinate_events_id_seq OWNED BY procrastinate_events.id;
CREATE SEQUENCE procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE procrastinate_jobs_id_seq OWNED BY procrastinate_jobs.id;
CREATE TABLE procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE procrastinate_periodic_defers_id_seq OWNED BY procrastinate_periodic_defers.id;
CREATE TABLE procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE registers_recordsearch (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    case_id uuid,
    name character varying(150) NOT NULL,
    parents character varying(200) NOT NULL,
    number character varying(40) NOT NULL,
    year_from smallint,
    year_to smallint,
    note character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    role character varying(50) NOT NULL,
    due_on date NOT NULL,
    asked_by character varying(80) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    searched character varying(500) NOT NULL,
    answered_by character varying(80) NOT NULL,
    answered_at timestamp with time zone,
    body_id uuid NOT NULL,
    entry_id uuid,
    heard_at timestamp with time zone,
    CONSTRAINT registers_recordsearch_year_from_check CHECK ((year_from >= 0)),
    CONSTRAINT registers_recordsearch_year_to_check CHECK ((year_to >= 0))
);
CREATE TABLE registers_registercontent (
    id uuid NOT NULL,
    content bytea NOT NULL,
    body_id uuid NOT NULL
);
CREATE TABLE registers_registerentry (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    year smallint NOT NULL,
    number character varying(40) NOT NULL,
    number_key character varying(40) NOT NULL,
    date date NOT NULL,
    registered_on date,
    sex character varying(10) NOT NULL,
    name_bn character varying(150) NOT NULL,
    name_en character varying(150) NOT NULL,
    father_bn character varying(150) NOT NULL,
    father_en character varying(150) NOT NULL,
    mother_bn character varying(150) NOT NULL,
    mother_en character varying(150) NOT NULL,
    spouse_bn character varying(150) NOT NULL,
    spouse_en character varying(150) NOT NULL,
    place character varying(200) NOT NULL,
    address character varying(300) NOT NULL,
    volume character varying(40) NOT NULL,
    page character varying(20) NOT NULL,
    scan_id uuid,
    scan_sha256 character varying(64) NOT NULL,
    person text NOT NULL,
    parents text NOT NULL,
    written jsonb NOT NULL,
    digest character varying(32) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    body_id uuid NOT NULL,
    brought_by_id uuid,
    CONSTRAINT registers_registerentry_year_check CHECK ((year >= 0))
);
CREATE TABLE registers_registerimport (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    whole_only boolean NOT NULL,
    state character varying(10) NOT NULL,
    rows integer NOT NULL,
    new integer NOT NULL,
    same integer NOT NULL,
    wrong integer NOT NULL,
    faults jsonb NOT NULL,
    sent_by character varying(80) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    taken_by character varying(80) NOT NULL,
    ended_at timestamp with time zone,
    body_id uuid NOT NULL,
    CONSTRAINT registers_registerimport_new_check CHECK ((new >= 0)),
    CONSTRAINT registers_registerimport_rows_check CHECK ((rows >= 0)),
    CONSTRAINT registers_registerimport_same_check CHECK ((same >= 0)),
    CONSTRAINT registers_registerimport_wrong_check CHECK ((wrong >= 0))
);
ALTER TABLE ONLY procrastinate_events ALTER COLUMN id SET DEFAULT nextval('procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('procrastinate_periodic_defers_id_seq'::regclass);
ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY catalogue_bodyagency
    ADD CONSTRAINT agency_once_a_body UNIQUE (body_id, code);
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT appeal_once_a_case UNIQUE (body_id, case_id);
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT appeal_once_against UNIQUE (body_id, against_id);
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT approval_nonce_once UNIQUE (body_id, nonce);
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT approval_once_a_person UNIQUE (body_id, order_id, user_id);
ALTER TABLE ONLY cases_caseattachment
    ADD CONSTRAINT attached_once UNIQUE (body_id, case_id, file_id);
ALTER TABLE ONLY audit_auditrow
    ADD CONSTRAINT audit_auditrow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_auditseal
    ADD CONSTRAINT audit_auditseal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_look
    ADD CONSTRAINT audit_look_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit_auditrow
    ADD CONSTRAINT audit_number_once UNIQUE NULLS NOT DISTINCT (body_id, number);
ALTER TABLE ONLY audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_94350c0c_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_14a6b632_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);
ALTER TABLE ONLY bodies_absence
    ADD CONSTRAINT bodies_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_attempt
    ADD CONSTRAINT bodies_attempt_pkey PRIMARY KEY (key);
ALTER TABLE ONLY bodies_bodyname
    ADD CONSTRAINT bodies_bodyname_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_bodyshape
    ADD CONSTRAINT bodies_bodyshape_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_calendarchange
    ADD CONSTRAINT bodies_calendarchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_department
    ADD CONSTRAINT bodies_department_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_deputy
    ADD CONSTRAINT bodies_deputy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_electionsilence
    ADD CONSTRAINT bodies_electionsilence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_holiday
    ADD CONSTRAINT bodies_holiday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_landmark
    ADD CONSTRAINT bodies_landmark_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_localbody
    ADD CONSTRAINT bodies_localbody_code_key UNIQUE (code);
ALTER TABLE ONLY bodies_localbody
    ADD CONSTRAINT bodies_localbody_number_key UNIQUE (number);
ALTER TABLE ONLY bodies_localbody
    ADD CONSTRAINT bodies_localbody_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_mapimport
    ADD CONSTRAINT bodies_mapimport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_officehours
    ADD CONSTRAINT bodies_officehours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_role
    ADD CONSTRAINT bodies_role_pkey PRIMARY KEY (code);
ALTER TABLE ONLY bodies_title
    ADD CONSTRAINT bodies_title_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_ward
    ADD CONSTRAINT bodies_ward_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_wardshape
    ADD CONSTRAINT bodies_wardshape_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bodies_bodyname
    ADD CONSTRAINT body_name_once UNIQUE (body_id, key);
ALTER TABLE ONLY bodies_bodyshape
    ADD CONSTRAINT body_shape_once_a_drawing UNIQUE (body_id, since);
ALTER TABLE ONLY cases_callback
    ADD CONSTRAINT call_back_once_a_source UNIQUE (body_id, source);
ALTER TABLE ONLY cases_cannedreply
    ADD CONSTRAINT canned_reply_once_a_title UNIQUE (body_id, title);
ALTER TABLE cases_case
    ADD CONSTRAINT case_done_awaits_nobody CHECK (((awaited_answers = 0) OR (status IN ('received', 'in_progress', 'referred', 'waiting_citizen')))) NOT VALID;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT case_once_a_source UNIQUE (body_id, source);
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT case_ref_once_a_body UNIQUE (body_id, ref);
ALTER TABLE ONLY cases_alarm
    ADD CONSTRAINT cases_alarm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT cases_appeal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_callback
    ADD CONSTRAINT cases_callback_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_cannedreply
    ADD CONSTRAINT cases_cannedreply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casedesk
    ADD CONSTRAINT cases_casedesk_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casedraft
    ADD CONSTRAINT cases_casedraft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_caseentry
    ADD CONSTRAINT cases_caseentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_caseevent
    ADD CONSTRAINT cases_caseevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casepaper
    ADD CONSTRAINT cases_casepaper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_caseparty
    ADD CONSTRAINT cases_caseparty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casepause
    ADD CONSTRAINT cases_casepause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casereading
    ADD CONSTRAINT cases_casereading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_caseviewer
    ADD CONSTRAINT cases_caseviewer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_duty
    ADD CONSTRAINT cases_duty_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_explanation
    ADD CONSTRAINT cases_explanation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_fieldphoto
    ADD CONSTRAINT cases_fieldphoto_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_listexport
    ADD CONSTRAINT cases_listexport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_paperlink
    ADD CONSTRAINT cases_paperlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_proof
    ADD CONSTRAINT cases_proof_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_recount
    ADD CONSTRAINT cases_recount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_referenceseries
    ADD CONSTRAINT cases_referenceseries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_referral
    ADD CONSTRAINT cases_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_rightspaper
    ADD CONSTRAINT cases_rightspaper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_slip
    ADD CONSTRAINT cases_slip_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_tally
    ADD CONSTRAINT cases_tally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_trainingphrase
    ADD CONSTRAINT cases_trainingphrase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_unmasking
    ADD CONSTRAINT cases_unmasking_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_voicenote
    ADD CONSTRAINT cases_voicenote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY catalogue_bodyagency
    ADD CONSTRAINT catalogue_bodyagency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY catalogue_bodyservice
    ADD CONSTRAINT catalogue_bodyservice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY catalogue_definitionfault
    ADD CONSTRAINT catalogue_definitionfault_pkey PRIMARY KEY (id);
ALTER TABLE ONLY catalogue_serviceversion
    ADD CONSTRAINT catalogue_serviceversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_consententry
    ADD CONSTRAINT consent_once_a_source UNIQUE (bucket, contact_id, source);
ALTER TABLE ONLY conversations_conversation
    ADD CONSTRAINT conversations_conversation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_dayclosing
    ADD CONSTRAINT day_closed_once UNIQUE (body_id, day);
ALTER TABLE ONLY deliveries_outcome
    ADD CONSTRAINT deliveries_outcome_pkey PRIMARY KEY (id);
ALTER TABLE ONLY deliveries_visit
    ADD CONSTRAINT deliveries_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_demand
    ADD CONSTRAINT demand_once_a_due_time UNIQUE (body_id, case_id, due);
ALTER TABLE ONLY payments_demand
    ADD CONSTRAINT demand_part_once_a_case UNIQUE (body_id, case_id, part);
ALTER TABLE ONLY bodies_department
    ADD CONSTRAINT department_code_once_a_body UNIQUE (body_id, code);
ALTER TABLE ONLY cases_casedesk
    ADD CONSTRAINT desk_once_a_visit UNIQUE (body_id, case_id, stage, "time");
ALTER TABLE ONLY django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT documents_approval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY documents_inkpage
    ADD CONSTRAINT documents_inkpage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY documents_paper
    ADD CONSTRAINT documents_paper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY documents_receivedfile
    ADD CONSTRAINT documents_receivedfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY documents_seriescounter
    ADD CONSTRAINT documents_seriescounter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY documents_signerentry
    ADD CONSTRAINT documents_signerentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY documents_signingorder
    ADD CONSTRAINT documents_signingorder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casedraft
    ADD CONSTRAINT draft_once_a_writer UNIQUE (body_id, case_id, user_id);
ALTER TABLE ONLY cases_duty
    ADD CONSTRAINT duty_once_at_a_time UNIQUE (body_id, officer_id, since);
ALTER TABLE ONLY cases_explanation
    ADD CONSTRAINT explanation_once_a_level UNIQUE (body_id, case_id, level);
ALTER TABLE ONLY cases_fieldphoto
    ADD CONSTRAINT field_photo_once_a_file UNIQUE (body_id, file_id);
ALTER TABLE ONLY bodies_officehours
    ADD CONSTRAINT hours_once_a_day UNIQUE (body_id, since);
ALTER TABLE ONLY documents_inkpage
    ADD CONSTRAINT ink_photo_once_a_paper UNIQUE (body_id, paper_id, came_sha256);
ALTER TABLE ONLY messaging_line
    ADD CONSTRAINT line_once UNIQUE (channel, provider_id);
ALTER TABLE ONLY messaging_inboundbatch
    ADD CONSTRAINT messaging_inboundbatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY messaging_inboundmessage
    ADD CONSTRAINT messaging_inboundmessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY messaging_line
    ADD CONSTRAINT messaging_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY messaging_outboundmessage
    ADD CONSTRAINT messaging_outboundmessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY messaging_pulse
    ADD CONSTRAINT messaging_pulse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY messaging_seenkey
    ADD CONSTRAINT messaging_seenkey_pkey PRIMARY KEY (bucket, key);
ALTER TABLE ONLY messaging_standing
    ADD CONSTRAINT messaging_standing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY messaging_window
    ADD CONSTRAINT messaging_window_pkey PRIMARY KEY (id);
ALTER TABLE ONLY mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_numberseries
    ADD CONSTRAINT number_series_once_a_year UNIQUE (body_id, kind, year);
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT officer_once_a_term UNIQUE NULLS NOT DISTINCT (body_id, user_id, role_id, acting_for_id, ward_id, since);
ALTER TABLE ONLY conversations_conversation
    ADD CONSTRAINT one_talk_a_line UNIQUE (bucket, contact_id, line_id);
ALTER TABLE ONLY messaging_outboundmessage
    ADD CONSTRAINT outbound_once_a_source UNIQUE (bucket, source);
ALTER TABLE ONLY deliveries_outcome
    ADD CONSTRAINT outcome_once_a_mark UNIQUE (body_id, mark);
ALTER TABLE ONLY catalogue_bodyservice
    ADD CONSTRAINT override_once_a_body UNIQUE (body_id, code);
ALTER TABLE ONLY documents_paper
    ADD CONSTRAINT paper_code_once UNIQUE (body_id, code);
ALTER TABLE ONLY cases_paperlink
    ADD CONSTRAINT paper_link_once UNIQUE (body_id, token_sha256);
ALTER TABLE ONLY cases_casepaper
    ADD CONSTRAINT paper_once_a_case UNIQUE (body_id, case_id, question, file_id);
ALTER TABLE ONLY payments_receiptpaper
    ADD CONSTRAINT paper_once_a_receipt UNIQUE (body_id, receipt_id);
ALTER TABLE ONLY documents_paper
    ADD CONSTRAINT paper_serial_once UNIQUE (body_id, series, serial);
ALTER TABLE ONLY cases_caseparty
    ADD CONSTRAINT party_once_a_case UNIQUE (body_id, case_id, role, contact_id);
ALTER TABLE ONLY payments_checkout
    ADD CONSTRAINT payments_checkout_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_dayclosing
    ADD CONSTRAINT payments_dayclosing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_demand
    ADD CONSTRAINT payments_demand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_numberseries
    ADD CONSTRAINT payments_numberseries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT payments_receipt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_receiptpaper
    ADD CONSTRAINT payments_receiptpaper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY payments_relief
    ADD CONSTRAINT payments_relief_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_consententry
    ADD CONSTRAINT people_consententry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_contact
    ADD CONSTRAINT people_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_contactalias
    ADD CONSTRAINT people_contactalias_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_personcontact
    ADD CONSTRAINT people_personcontact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people_personcontact
    ADD CONSTRAINT person_once_a_contact UNIQUE (body_id, person_id, contact_id, epoch);
ALTER TABLE ONLY posters_posterday
    ADD CONSTRAINT poster_day_once_a_part UNIQUE (body_id, poster_id, day, part);
ALTER TABLE ONLY posters_poster
    ADD CONSTRAINT poster_serial_once UNIQUE (body_id, serial);
ALTER TABLE ONLY posters_poster
    ADD CONSTRAINT posters_poster_pkey PRIMARY KEY (id);
ALTER TABLE ONLY posters_posterday
    ADD CONSTRAINT posters_posterday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_casereading
    ADD CONSTRAINT reading_once_a_case UNIQUE (body_id, case_id);
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT receipt_number_once UNIQUE (body_id, year, serial);
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT receipt_once_a_demand UNIQUE (body_id, demand_id);
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT receipt_once_a_source UNIQUE (body_id, source);
ALTER TABLE ONLY cases_recount
    ADD CONSTRAINT recounted_once UNIQUE (body_id);
ALTER TABLE ONLY registers_registerentry
    ADD CONSTRAINT register_number_once_a_year UNIQUE (body_id, kind, year, number_key);
ALTER TABLE ONLY registers_recordsearch
    ADD CONSTRAINT registers_recordsearch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY registers_registercontent
    ADD CONSTRAINT registers_registercontent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY registers_registerentry
    ADD CONSTRAINT registers_registerentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY registers_registerimport
    ADD CONSTRAINT registers_registerimport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY cases_rightspaper
    ADD CONSTRAINT rights_paper_once_a_case UNIQUE (body_id, case_id, form);
ALTER TABLE ONLY audit_auditseal
    ADD CONSTRAINT seal_number_once UNIQUE NULLS NOT DISTINCT (body_id, number);
ALTER TABLE ONLY documents_seriescounter
    ADD CONSTRAINT series_once UNIQUE (body_id, series);
ALTER TABLE ONLY cases_referenceseries
    ADD CONSTRAINT series_once_a_year UNIQUE (body_id, year);
ALTER TABLE ONLY documents_signerentry
    ADD CONSTRAINT signer_entry_number_once UNIQUE (body_id, number);
ALTER TABLE ONLY documents_signingorder
    ADD CONSTRAINT signing_order_once_a_paper UNIQUE (body_id, paper_id);
ALTER TABLE ONLY bodies_electionsilence
    ADD CONSTRAINT silence_once_an_order UNIQUE (body_id, order_number);
ALTER TABLE ONLY cases_slip
    ADD CONSTRAINT slip_once_a_number UNIQUE (body_id, ref);
ALTER TABLE ONLY messaging_standing
    ADD CONSTRAINT standing_once UNIQUE (channel, kind, name, lang);
ALTER TABLE ONLY cases_tally
    ADD CONSTRAINT tally_once_a_month UNIQUE (body_id, reach, service, category, month, since);
ALTER TABLE ONLY bodies_title
    ADD CONSTRAINT title_once_at_a_time UNIQUE (body_id, role_id, since);
ALTER TABLE ONLY catalogue_serviceversion
    ADD CONSTRAINT version_once UNIQUE (code, hash);
ALTER TABLE ONLY cases_caseviewer
    ADD CONSTRAINT viewer_once_a_case UNIQUE (body_id, case_id, officer_id);
ALTER TABLE ONLY deliveries_visit
    ADD CONSTRAINT visit_once_an_attempt UNIQUE (body_id, source, attempt);
ALTER TABLE ONLY cases_voicenote
    ADD CONSTRAINT voice_note_once_a_case UNIQUE (body_id, case_id);
ALTER TABLE ONLY payments_relief
    ADD CONSTRAINT voucher_number_once UNIQUE (body_id, year, serial);
ALTER TABLE ONLY bodies_ward
    ADD CONSTRAINT ward_once_a_drawing UNIQUE (body_id, number, since);
ALTER TABLE ONLY bodies_wardshape
    ADD CONSTRAINT ward_shape_once_a_drawing UNIQUE (body_id, ward_id, since);
ALTER TABLE ONLY messaging_window
    ADD CONSTRAINT window_once UNIQUE (bucket, contact_id, line_id);
CREATE INDEX absence_by_end ON bodies_absence USING btree (body_id, until);
CREATE INDEX account_emailaddress_email_03be32b2 ON account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX alarm_of_contact ON cases_alarm USING btree (body_id, contact_id, began_at);
CREATE UNIQUE INDEX alarm_once_at_a_time ON cases_alarm USING btree (body_id, case_id) WHERE (heard_at IS NULL);
CREATE INDEX alarm_to_call ON cases_alarm USING btree (calls_at) WHERE (heard_at IS NULL);
CREATE INDEX alias_by_value ON people_contactalias USING btree (bucket, value);
CREATE UNIQUE INDEX alias_held_once ON people_contactalias USING btree (bucket, kind, scope, value) WHERE (until IS NULL);
CREATE INDEX alias_of_contact ON people_contactalias USING btree (contact_bucket, contact_id);
CREATE INDEX appeal_of_application ON cases_appeal USING btree (body_id, application_id);
CREATE INDEX attached_file ON cases_caseattachment USING btree (file_bucket, file_id);
CREATE INDEX audit_of_case ON audit_auditrow USING btree (body_id, case_id, number) WHERE (case_id IS NOT NULL);
CREATE INDEX auth_group_name_a6ea08ec_like ON auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON auth_permission USING btree (content_type_id);
CREATE INDEX auth_user_groups_group_id_97559544 ON auth_user_groups USING btree (group_id);
CREATE INDEX auth_user_groups_user_id_6a12ed8b ON auth_user_groups USING btree (user_id);
CREATE INDEX auth_user_user_permissions_permission_id_1fbb5f2c ON auth_user_user_permissions USING btree (permission_id);
CREATE INDEX auth_user_user_permissions_user_id_a95ead1b ON auth_user_user_permissions USING btree (user_id);
CREATE INDEX auth_user_username_6821ab7c_like ON auth_user USING btree (username varchar_pattern_ops);
CREATE INDEX batch_split_by_time ON messaging_inboundbatch USING btree (received_at) WHERE ((state)::text = 'split'::text);
CREATE INDEX batch_unsplit ON messaging_inboundbatch USING btree (id) WHERE ((state)::text = 'new'::text);
CREATE INDEX bodies_absence_body_id_fb532105 ON bodies_absence USING btree (body_id);
CREATE INDEX bodies_absence_officer_id_0430f400 ON bodies_absence USING btree (officer_id);
CREATE INDEX bodies_attempt_key_9b8e47c5_like ON bodies_attempt USING btree (key varchar_pattern_ops);
CREATE INDEX bodies_attempt_last_at_6cec2c8e ON bodies_attempt USING btree (last_at);
CREATE INDEX bodies_bodyname_body_id_12f84acc ON bodies_bodyname USING btree (body_id);
CREATE INDEX bodies_bodyshape_body_id_bb67e8ab ON bodies_bodyshape USING btree (body_id);
CREATE INDEX bodies_calendarchange_body_id_ad5dee91 ON bodies_calendarchange USING btree (body_id);
CREATE INDEX bodies_department_body_id_4ec4d604 ON bodies_department USING btree (body_id);
CREATE INDEX bodies_department_code_65e735d9 ON bodies_department USING btree (code);
CREATE INDEX bodies_department_code_65e735d9_like ON bodies_department USING btree (code varchar_pattern_ops);
CREATE INDEX bodies_deputy_absence_id_fd5a8882 ON bodies_deputy USING btree (absence_id);
CREATE INDEX bodies_deputy_body_id_e1d226f6 ON bodies_deputy USING btree (body_id);
CREATE INDEX bodies_deputy_department_id_9d6c3822 ON bodies_deputy USING btree (department_id);
CREATE INDEX bodies_deputy_officer_id_c8e0d0c3 ON bodies_deputy USING btree (officer_id);
CREATE INDEX bodies_deputy_role_id_7e63c6fa ON bodies_deputy USING btree (role_id);
CREATE INDEX bodies_deputy_role_id_7e63c6fa_like ON bodies_deputy USING btree (role_id varchar_pattern_ops);
CREATE INDEX bodies_electionsilence_body_id_3b08520b ON bodies_electionsilence USING btree (body_id);
CREATE INDEX bodies_holiday_body_id_1042039a ON bodies_holiday USING btree (body_id);
CREATE INDEX bodies_landmark_body_id_c7cba38d ON bodies_landmark USING btree (body_id);
CREATE INDEX bodies_localbody_code_19fd8964_like ON bodies_localbody USING btree (code varchar_pattern_ops);
CREATE INDEX bodies_localbody_parent_id_b3cb5344 ON bodies_localbody USING btree (parent_id);
CREATE INDEX bodies_mapimport_body_id_674079cb ON bodies_mapimport USING btree (body_id);
CREATE INDEX bodies_officehours_body_id_393f19ec ON bodies_officehours USING btree (body_id);
CREATE INDEX bodies_officer_acting_for_id_65a8577f ON bodies_officer USING btree (acting_for_id);
CREATE INDEX bodies_officer_acting_for_id_65a8577f_like ON bodies_officer USING btree (acting_for_id varchar_pattern_ops);
CREATE INDEX bodies_officer_body_id_8551a268 ON bodies_officer USING btree (body_id);
CREATE INDEX bodies_officer_department_id_c174102c ON bodies_officer USING btree (department_id);
CREATE INDEX bodies_officer_role_id_8fc8d236 ON bodies_officer USING btree (role_id);
CREATE INDEX bodies_officer_role_id_8fc8d236_like ON bodies_officer USING btree (role_id varchar_pattern_ops);
CREATE INDEX bodies_officer_user_id_33b161af ON bodies_officer USING btree (user_id);
CREATE INDEX bodies_officer_ward_id_8d9abe64 ON bodies_officer USING btree (ward_id);
CREATE INDEX bodies_role_code_9e2f0385_like ON bodies_role USING btree (code varchar_pattern_ops);
CREATE INDEX bodies_title_body_id_85a053b5 ON bodies_title USING btree (body_id);
CREATE INDEX bodies_title_role_id_a31ce6ef ON bodies_title USING btree (role_id);
CREATE INDEX bodies_title_role_id_a31ce6ef_like ON bodies_title USING btree (role_id varchar_pattern_ops);
CREATE INDEX bodies_ward_body_id_df4991cb ON bodies_ward USING btree (body_id);
CREATE INDEX bodies_wardshape_body_id_badc38e9 ON bodies_wardshape USING btree (body_id);
CREATE INDEX bodies_wardshape_ward_id_09c43e1d ON bodies_wardshape USING btree (ward_id);
CREATE INDEX body_name_by_key ON bodies_bodyname USING btree (key text_pattern_ops);
CREATE INDEX calendar_to_follow ON bodies_calendarchange USING btree (at) WHERE (followed_at IS NULL);
CREATE INDEX call_back_waiting ON cases_callback USING btree (body_id, due_at) WHERE (done_at IS NULL);
CREATE INDEX case_about_office ON cases_case USING btree (body_id) WHERE ((confidential)::text = 'office'::text);
CREATE INDEX case_at_work_by_pin ON cases_case USING btree (body_id, category, lat) WHERE ((lat IS NOT NULL) AND (status IN ('received', 'in_progress', 'referred', 'waiting_citizen')));
CREATE INDEX case_at_work_by_ward ON cases_case USING btree (body_id, category, ward, opened_at) WHERE (status IN ('received', 'in_progress', 'referred', 'waiting_citizen'));
CREATE INDEX case_by_ending ON cases_case USING btree (body_id, ended_at);
CREATE INDEX case_by_opening ON cases_case USING btree (body_id, opened_at);
CREATE INDEX case_by_rating ON cases_case USING btree (body_id, rated_at) WHERE (rated_at IS NOT NULL);
CREATE INDEX case_by_words ON cases_case USING gin (search gin_trgm_ops);
CREATE INDEX case_in_another_place ON cases_case USING btree (covers_id) WHERE ((covers_id IS NOT NULL) AND (status IN ('received', 'in_progress', 'referred', 'waiting_citizen', 'awaiting_confirmation')));
CREATE INDEX case_known_incident ON cases_case USING btree (body_id, category) WHERE ((incident_wards IS NOT NULL) AND (status IN ('received', 'in_progress', 'referred', 'waiting_citizen')));
CREATE INDEX case_merged_into ON cases_case USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX case_never_looked_at ON cases_case USING btree (opened_at) WHERE ((looks_at IS NULL) AND (reminded = 0) AND (status IN ('received', 'in_progress', 'referred')));
CREATE INDEX case_open_by_due ON cases_case USING btree (body_id, promise_due_at) WHERE (status IN ('received', 'in_progress', 'referred', 'waiting_citizen', 'awaiting_confirmation'));
CREATE INDEX case_open_of_officer ON cases_case USING btree (officer_id) WHERE (status IN ('received', 'in_progress', 'referred', 'waiting_citizen', 'awaiting_confirmation'));
CREATE INDEX case_past_law ON cases_case USING btree (statutory_due_at) WHERE ((law_passed_at IS NULL) AND (status IN ('received', 'in_progress', 'referred')) AND (statutory_due_at IS NOT NULL));
CREATE UNIQUE INDEX case_pauses_once_for_a_reason ON cases_casepause USING btree (body_id, case_id, reason) WHERE (ended_at IS NULL);
CREATE INDEX case_to_act_on ON cases_case USING btree (first_action_due_at) WHERE ((first_action_at IS NULL) AND (first_action_missed_at IS NULL) AND (status IN ('received', 'in_progress', 'referred')));
CREATE INDEX case_to_close ON cases_case USING btree (closes_at) WHERE ((status)::text = 'awaiting_confirmation'::text);
CREATE INDEX case_to_escalate ON cases_case USING btree (escalates_at) WHERE (status IN ('received', 'in_progress', 'referred'));
CREATE INDEX case_to_look_at ON cases_case USING btree (looks_at) WHERE ((looks_at IS NOT NULL) AND (status IN ('received', 'in_progress', 'referred')));
CREATE INDEX case_to_remind ON cases_case USING btree (reminds_at) WHERE ((reminds_at IS NOT NULL) AND ((status)::text = 'awaiting_confirmation'::text));
CREATE INDEX cases_alarm_body_id_4fed738c ON cases_alarm USING btree (body_id);
CREATE INDEX cases_alarm_case_id_a1e40e94 ON cases_alarm USING btree (case_id);
CREATE INDEX cases_appeal_against_id_e943a27f ON cases_appeal USING btree (against_id);
CREATE INDEX cases_appeal_application_id_1364e579 ON cases_appeal USING btree (application_id);
CREATE INDEX cases_appeal_body_id_81973592 ON cases_appeal USING btree (body_id);
CREATE INDEX cases_appeal_case_id_6c95c465 ON cases_appeal USING btree (case_id);
CREATE INDEX cases_callback_body_id_492bfb6f ON cases_callback USING btree (body_id);
CREATE INDEX cases_callback_case_id_967d8b97 ON cases_callback USING btree (case_id);
CREATE INDEX cases_cannedreply_body_id_efe47d8f ON cases_cannedreply USING btree (body_id);
CREATE INDEX cases_case_body_id_0badb728 ON cases_case USING btree (body_id);
CREATE INDEX cases_case_department_id_c5b7309d ON cases_case USING btree (department_id);
CREATE INDEX cases_case_officer_id_53018482 ON cases_case USING btree (officer_id);
CREATE INDEX cases_case_version_id_5b6a6022 ON cases_case USING btree (version_id);
CREATE INDEX cases_caseattachment_body_id_633f2c44 ON cases_caseattachment USING btree (body_id);
CREATE INDEX cases_caseattachment_case_id_8044434d ON cases_caseattachment USING btree (case_id);
CREATE INDEX cases_casedesk_body_id_30c5aa76 ON cases_casedesk USING btree (body_id);
CREATE INDEX cases_casedesk_case_id_d55b7338 ON cases_casedesk USING btree (case_id);
CREATE INDEX cases_casedraft_body_id_380b2e99 ON cases_casedraft USING btree (body_id);
CREATE INDEX cases_casedraft_case_id_751aca94 ON cases_casedraft USING btree (case_id);
CREATE INDEX cases_casedraft_user_id_c229535c ON cases_casedraft USING btree (user_id);
CREATE INDEX cases_caseentry_body_id_77753705 ON cases_caseentry USING btree (body_id);
CREATE INDEX cases_caseentry_case_id_4d90cb31 ON cases_caseentry USING btree (case_id);
CREATE INDEX cases_caseentry_entry_id_6c145e8d ON cases_caseentry USING btree (entry_id);
CREATE INDEX cases_caseevent_body_id_d293c6e9 ON cases_caseevent USING btree (body_id);
CREATE INDEX cases_caseevent_case_id_6c6031ac ON cases_caseevent USING btree (case_id);
CREATE INDEX cases_casepaper_body_id_344083a2 ON cases_casepaper USING btree (body_id);
CREATE INDEX cases_casepaper_case_id_5c3a924f ON cases_casepaper USING btree (case_id);
CREATE INDEX cases_caseparty_body_id_775d7d93 ON cases_caseparty USING btree (body_id);
CREATE INDEX cases_caseparty_case_id_7d3c0d06 ON cases_caseparty USING btree (case_id);
CREATE INDEX cases_caseparty_person_id_98fafa6f ON cases_caseparty USING btree (person_id);
CREATE INDEX cases_casepause_body_id_b3856e6b ON cases_casepause USING btree (body_id);
CREATE INDEX cases_casepause_case_id_162053eb ON cases_casepause USING btree (case_id);
CREATE INDEX cases_casepause_event_id_14064d9a ON cases_casepause USING btree (event_id);
CREATE INDEX cases_caseviewer_body_id_ceb5d40f ON cases_caseviewer USING btree (body_id);
CREATE INDEX cases_caseviewer_case_id_70f08876 ON cases_caseviewer USING btree (case_id);
CREATE INDEX cases_caseviewer_officer_id_e21f5e82 ON cases_caseviewer USING btree (officer_id);
CREATE INDEX cases_duty_body_id_f23cc6f5 ON cases_duty USING btree (body_id);
CREATE INDEX cases_duty_officer_id_7de7bc8e ON cases_duty USING btree (officer_id);
CREATE INDEX cases_explanation_body_id_89a01041 ON cases_explanation USING btree (body_id);
CREATE INDEX cases_explanation_case_id_22a02735 ON cases_explanation USING btree (case_id);
CREATE INDEX cases_explanation_officer_id_0b339faf ON cases_explanation USING btree (officer_id);
CREATE INDEX cases_fieldphoto_body_id_18f17bbd ON cases_fieldphoto USING btree (body_id);
CREATE INDEX cases_fieldphoto_case_id_b0f5f77a ON cases_fieldphoto USING btree (case_id);
CREATE INDEX cases_fieldphoto_officer_id_3019b665 ON cases_fieldphoto USING btree (officer_id);
CREATE INDEX cases_listexport_body_id_ecb87ce9 ON cases_listexport USING btree (body_id);
CREATE INDEX cases_paperlink_body_id_2c9a4492 ON cases_paperlink USING btree (body_id);
CREATE INDEX cases_paperlink_case_id_6714edd7 ON cases_paperlink USING btree (case_id);
CREATE INDEX cases_paperlink_paper_id_b1e078c6 ON cases_paperlink USING btree (paper_id);
CREATE INDEX cases_proof_body_id_a7333efe ON cases_proof USING btree (body_id);
CREATE INDEX cases_proof_case_id_9c3201bc ON cases_proof USING btree (case_id);
CREATE INDEX cases_proof_officer_id_87cb37bb ON cases_proof USING btree (officer_id);
CREATE INDEX cases_referral_body_id_f452bb65 ON cases_referral USING btree (body_id);
CREATE INDEX cases_referral_case_id_5223ea54 ON cases_referral USING btree (case_id);
CREATE INDEX cases_rightspaper_body_id_9ce12336 ON cases_rightspaper USING btree (body_id);
CREATE INDEX cases_rightspaper_case_id_68168dc9 ON cases_rightspaper USING btree (case_id);
CREATE INDEX cases_slip_body_id_e3c2a674 ON cases_slip USING btree (body_id);
CREATE INDEX cases_unmasking_agreed_by_id_b9e590fc ON cases_unmasking USING btree (agreed_by_id);
CREATE INDEX cases_unmasking_asked_by_id_ecd13669 ON cases_unmasking USING btree (asked_by_id);
CREATE INDEX cases_unmasking_body_id_93f7c22a ON cases_unmasking USING btree (body_id);
CREATE INDEX cases_unmasking_case_id_164a9750 ON cases_unmasking USING btree (case_id);
CREATE INDEX cases_voicenote_body_id_45522163 ON cases_voicenote USING btree (body_id);
CREATE INDEX cases_voicenote_case_id_d67b0b50 ON cases_voicenote USING btree (case_id);
CREATE INDEX catalogue_bodyagency_body_id_e6cc6355 ON catalogue_bodyagency USING btree (body_id);
CREATE INDEX catalogue_bodyagency_code_ffd000d6 ON catalogue_bodyagency USING btree (code);
CREATE INDEX catalogue_bodyagency_code_ffd000d6_like ON catalogue_bodyagency USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_bodyservice_body_id_5771424d ON catalogue_bodyservice USING btree (body_id);
CREATE INDEX catalogue_bodyservice_code_1ed72b61 ON catalogue_bodyservice USING btree (code);
CREATE INDEX catalogue_bodyservice_code_1ed72b61_like ON catalogue_bodyservice USING btree (code varchar_pattern_ops);
CREATE INDEX catalogue_bodyservice_version_id_ffd01d3a ON catalogue_bodyservice USING btree (version_id);
CREATE INDEX catalogue_serviceversion_code_408a995b ON catalogue_serviceversion USING btree (code);
CREATE INDEX catalogue_serviceversion_code_408a995b_like ON catalogue_serviceversion USING btree (code varchar_pattern_ops);
CREATE UNIQUE INDEX checkout_once_a_transaction ON payments_checkout USING btree (body_id, company, transaction) WHERE (NOT ((transaction)::text = ''::text));
CREATE INDEX checkout_stray ON payments_checkout USING btree (body_id) WHERE ((state)::text = 'stray'::text);
CREATE INDEX consent_of_contact ON people_consententry USING btree (bucket, contact_id, id);
CREATE INDEX contact_in_bucket ON people_contact USING btree (bucket, id);
CREATE INDEX deliveries_outcome_body_id_c554b9a7 ON deliveries_outcome USING btree (body_id);
CREATE INDEX deliveries_outcome_officer_id_4b7a4855 ON deliveries_outcome USING btree (officer_id);
CREATE INDEX deliveries_outcome_visit_id_f725638f ON deliveries_outcome USING btree (visit_id);
CREATE INDEX deliveries_visit_body_id_7935a00b ON deliveries_visit USING btree (body_id);
CREATE INDEX deliveries_visit_runner_id_a6a46c38 ON deliveries_visit USING btree (runner_id);
CREATE INDEX demand_to_give_back ON payments_demand USING btree (body_id, goes_back_at) WHERE ((goes_back_at IS NOT NULL) AND ((state)::text = 'paid'::text));
CREATE INDEX demand_to_note ON payments_demand USING btree (id) WHERE (NOT ((state)::text = (noted)::text));
CREATE INDEX demand_to_remind ON payments_demand USING btree (raised_at) WHERE ((reminded_at IS NULL) AND ((state)::text = 'due'::text));
CREATE INDEX deputy_by_post ON bodies_deputy USING btree (body_id, role_id);
CREATE INDEX desk_makes_a_paper ON cases_casedesk USING btree (case_id) WHERE ((left_at IS NULL) AND ((stage)::text = 'issue'::text));
CREATE INDEX desk_of_case ON cases_casedesk USING btree (body_id, case_id);
CREATE INDEX desk_of_officer ON cases_casedesk USING btree (officer_id, due_at) WHERE (left_at IS NULL);
CREATE INDEX desk_of_role ON cases_casedesk USING btree (body_id, role, due_at) WHERE (left_at IS NULL);
CREATE INDEX django_session_expire_date_a5c62663 ON django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX documents_approval_body_id_20b14e8c ON documents_approval USING btree (body_id);
CREATE INDEX documents_approval_officer_id_08f0237c ON documents_approval USING btree (officer_id);
CREATE INDEX documents_approval_order_id_5242fdfb ON documents_approval USING btree (order_id);
CREATE INDEX documents_approval_role_9fee6bc8 ON documents_approval USING btree (role);
CREATE INDEX documents_approval_role_9fee6bc8_like ON documents_approval USING btree (role varchar_pattern_ops);
CREATE INDEX documents_approval_user_id_8d630459 ON documents_approval USING btree (user_id);
CREATE INDEX documents_inkpage_body_id_a62fc97a ON documents_inkpage USING btree (body_id);
CREATE INDEX documents_inkpage_paper_id_5559170f ON documents_inkpage USING btree (paper_id);
CREATE INDEX documents_paper_body_id_73eb0a35 ON documents_paper USING btree (body_id);
CREATE INDEX documents_paper_series_f0110de0 ON documents_paper USING btree (series);
CREATE INDEX documents_paper_series_f0110de0_like ON documents_paper USING btree (series varchar_pattern_ops);
CREATE INDEX documents_paper_service_98be0269 ON documents_paper USING btree (service);
CREATE INDEX documents_paper_service_98be0269_like ON documents_paper USING btree (service varchar_pattern_ops);
CREATE INDEX documents_paper_supersedes_id_714c9e64 ON documents_paper USING btree (supersedes_id);
CREATE INDEX documents_paper_type_78b81475 ON documents_paper USING btree (type);
CREATE INDEX documents_paper_type_78b81475_like ON documents_paper USING btree (type varchar_pattern_ops);
CREATE INDEX documents_seriescounter_body_id_e0dcee1f ON documents_seriescounter USING btree (body_id);
CREATE INDEX documents_seriescounter_series_d06b0172 ON documents_seriescounter USING btree (series);
CREATE INDEX documents_seriescounter_series_d06b0172_like ON documents_seriescounter USING btree (series varchar_pattern_ops);
CREATE INDEX documents_signerentry_body_id_483613ab ON documents_signerentry USING btree (body_id);
CREATE INDEX documents_signingorder_body_id_d17a683b ON documents_signingorder USING btree (body_id);
CREATE INDEX documents_signingorder_paper_id_b5a45893 ON documents_signingorder USING btree (paper_id);
CREATE INDEX documents_signingorder_type_5bf12b97 ON documents_signingorder USING btree (type);
CREATE INDEX documents_signingorder_type_5bf12b97_like ON documents_signingorder USING btree (type varchar_pattern_ops);
CREATE INDEX duty_of_body ON cases_duty USING btree (body_id, until);
CREATE UNIQUE INDEX entry_chosen_once_a_case ON cases_caseentry USING btree (body_id, case_id) WHERE (left_at IS NULL);
CREATE INDEX event_of_case ON cases_caseevent USING btree (body_id, case_id, id);
CREATE INDEX event_of_desk ON cases_caseevent USING btree (body_id, at) WHERE ((code IN ('opened', 'joined')) AND (NOT (by IN ('citizen', 'system'))));
CREATE INDEX event_of_reports ON cases_caseevent USING btree (body_id, code, at) WHERE (code IN ('reopened', 'thanked'));
CREATE INDEX explanation_by_asking ON cases_explanation USING btree (body_id, asked_at);
CREATE INDEX explanation_waiting ON cases_explanation USING btree (body_id, due_at) WHERE (given_at IS NULL);
CREATE INDEX export_by_moment ON cases_listexport USING btree (body_id, at);
CREATE INDEX field_photo_by_file ON cases_fieldphoto USING btree (file_id);
CREATE INDEX file_of_contact ON documents_receivedfile USING btree (bucket, contact_id);
CREATE INDEX file_wanted ON documents_receivedfile USING btree (bucket, id) WHERE ((state)::text = 'wanted'::text);
CREATE INDEX given_paper_of_case ON cases_casepaper USING btree (body_id, case_id);
CREATE UNIQUE INDEX holiday_once_a_day ON bodies_holiday USING btree (body_id, day) WHERE (withdrawn_at IS NULL);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX inbound_by_line ON messaging_inboundmessage USING btree (line_id, received_at) WHERE (NOT ((kind)::text = 'status'::text));
CREATE INDEX inbound_by_provider_id ON messaging_inboundmessage USING btree (provider_id);
CREATE INDEX inbound_by_time ON messaging_inboundmessage USING btree (received_at);
CREATE INDEX inbound_of_contact ON messaging_inboundmessage USING btree (bucket, contact_id, id);
CREATE INDEX inbound_waiting ON messaging_inboundmessage USING btree (bucket, provider_at, id) WHERE ((state)::text = 'new'::text);
CREATE INDEX look_at_case ON audit_look USING btree (body_id, case_id, at) WHERE (case_id IS NOT NULL);
CREATE INDEX look_by_moment ON audit_look USING btree (body_id, at);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON mfa_authenticator USING btree (user_id);
CREATE UNIQUE INDEX one_current_version ON catalogue_serviceversion USING btree (code) WHERE current;
CREATE INDEX order_to_sign ON documents_signingorder USING btree (id) WHERE ((state)::text = 'ordered'::text);
CREATE INDEX outbound_by_first ON messaging_outboundmessage USING btree (line_id, first_at) WHERE (first_at IS NOT NULL);
CREATE INDEX outbound_by_provider_id ON messaging_outboundmessage USING btree (provider_id);
CREATE INDEX outbound_by_time ON messaging_outboundmessage USING btree (queued_at);
CREATE INDEX outbound_for_room ON messaging_outboundmessage USING btree (line_id, lane, id) WHERE (for_room AND ((state)::text = 'queued'::text));
CREATE INDEX outbound_in_vain ON messaging_outboundmessage USING btree (id) WHERE ((about_id IS NOT NULL) AND (NOT passed_on) AND ((state)::text = 'failed'::text));
CREATE INDEX outbound_of_contact ON messaging_outboundmessage USING btree (bucket, contact_id, id DESC);
CREATE INDEX outbound_of_matter ON messaging_outboundmessage USING btree (about_body_id, about_id, queued_at);
CREATE INDEX outbound_put_off ON messaging_outboundmessage USING btree (retry_at) WHERE ((retry_at IS NOT NULL) AND ((state)::text = 'queued'::text));
CREATE INDEX outbound_ready ON messaging_outboundmessage USING btree (line_id, lane, id) WHERE ((NOT for_room) AND (retry_at IS NULL) AND ((state)::text = 'queued'::text));
CREATE INDEX outbound_waiting ON messaging_outboundmessage USING btree (bucket, contact_id, id) WHERE (state IN ('queued', 'sending'));
CREATE INDEX outcome_to_look_at ON deliveries_outcome USING btree (body_id, at) WHERE ((NOT ((state)::text = 'taken'::text)) OR (NOT ((money)::text = ''::text)));
CREATE INDEX paper_of_case ON documents_paper USING btree (body_id, case_id);
CREATE INDEX paper_to_press ON documents_paper USING btree (id) WHERE (((draft_sha256)::text = ''::text) AND (state IN ('drafted', 'ordered')) AND (NOT ((layout)::text = ''::text)));
CREATE INDEX party_by_contact ON cases_caseparty USING btree (body_id, contact_id);
CREATE INDEX party_by_words ON cases_caseparty USING gin (search gin_trgm_ops);
CREATE UNIQUE INDEX party_once_a_number ON cases_caseparty USING btree (body_id, ref) WHERE (NOT ((ref)::text = ''::text));
CREATE UNIQUE INDEX party_once_a_source ON cases_caseparty USING btree (body_id, source) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX pause_of_case ON cases_casepause USING btree (body_id, case_id, began_at);
CREATE INDEX payments_checkout_body_id_2c4f32c9 ON payments_checkout USING btree (body_id);
CREATE INDEX payments_checkout_demand_id_917efab2 ON payments_checkout USING btree (demand_id);
CREATE INDEX payments_checkout_returned_by_id_0c570580 ON payments_checkout USING btree (returned_by_id);
CREATE INDEX payments_dayclosing_body_id_a0e624d1 ON payments_dayclosing USING btree (body_id);
CREATE INDEX payments_dayclosing_officer_id_f3128e60 ON payments_dayclosing USING btree (officer_id);
CREATE INDEX payments_demand_body_id_e2ce7e10 ON payments_demand USING btree (body_id);
CREATE INDEX payments_receipt_body_id_5ade78c1 ON payments_receipt USING btree (body_id);
CREATE INDEX payments_receipt_demand_id_300dd032 ON payments_receipt USING btree (demand_id);
CREATE INDEX payments_receipt_officer_id_ff903a5c ON payments_receipt USING btree (officer_id);
CREATE INDEX payments_receiptpaper_body_id_0e86ebfd ON payments_receiptpaper USING btree (body_id);
CREATE INDEX payments_receiptpaper_paper_id_1f4a6f76 ON payments_receiptpaper USING btree (paper_id);
CREATE INDEX payments_receiptpaper_receipt_id_6e804f0d ON payments_receiptpaper USING btree (receipt_id);
CREATE INDEX payments_relief_asked_by_id_1587c7f6 ON payments_relief USING btree (asked_by_id);
CREATE INDEX payments_relief_body_id_8be85b1b ON payments_relief USING btree (body_id);
CREATE INDEX payments_relief_decided_by_id_b587a6cf ON payments_relief USING btree (decided_by_id);
CREATE INDEX payments_relief_demand_id_861ef2e0 ON payments_relief USING btree (demand_id);
CREATE INDEX people_person_body_id_ed7ac98f ON people_person USING btree (body_id);
CREATE INDEX people_personcontact_body_id_d704aa38 ON people_personcontact USING btree (body_id);
CREATE INDEX people_personcontact_person_id_2e54a38b ON people_personcontact USING btree (person_id);
CREATE UNIQUE INDEX person_named_once_a_contact ON people_personcontact USING btree (body_id, contact_id, epoch, name_key) WHERE (until IS NULL);
CREATE UNIQUE INDEX phrase_accepted_once ON cases_trainingphrase USING btree (body_id, key) WHERE ((state)::text = 'accepted'::text);
CREATE INDEX phrase_by_review ON cases_trainingphrase USING btree (body_id, reviewed_at);
CREATE UNIQUE INDEX phrase_once_a_case ON cases_trainingphrase USING btree (body_id, case_id) WHERE ((state)::text = 'candidate'::text);
CREATE INDEX phrase_to_review ON cases_trainingphrase USING btree (body_id, at) WHERE ((state)::text = 'candidate'::text);
CREATE UNIQUE INDEX poster_once_a_place ON posters_poster USING btree (body_id, ward, place) WHERE (down_at IS NULL);
CREATE INDEX posters_poster_body_id_bc148d2e ON posters_poster USING btree (body_id);
CREATE INDEX posters_posterday_body_id_4615748b ON posters_posterday USING btree (body_id);
CREATE INDEX posters_posterday_poster_id_cc0240be ON posters_posterday USING btree (poster_id);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::procrastinate_job_status, 'doing'::procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX proof_of_case ON cases_proof USING btree (body_id, case_id, at);
CREATE INDEX reading_by_moment ON cases_casereading USING btree (body_id, at);
CREATE INDEX receipt_by_day ON payments_receipt USING btree (body_id, day);
CREATE UNIQUE INDEX receipt_once_a_payment ON payments_receipt USING btree (body_id, mode, reference) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX receipt_paper_to_send ON payments_receiptpaper USING btree (id) WHERE (sent_at IS NULL);
CREATE INDEX record_room_queue ON registers_recordsearch USING btree (body_id, due_on) WHERE ((state)::text = 'asked'::text);
CREATE INDEX record_search_of_case ON registers_recordsearch USING btree (body_id, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX record_search_unheard ON registers_recordsearch USING btree (answered_at) WHERE ((answered_at IS NOT NULL) AND (case_id IS NOT NULL) AND (heard_at IS NULL));
CREATE INDEX referral_awaited ON cases_referral USING btree (body_id, due_at) WHERE (ended_at IS NULL);
CREATE INDEX referral_linked ON cases_referral USING btree (linked_id) WHERE ((ended_at IS NULL) AND (linked_id IS NOT NULL));
CREATE INDEX referral_of_case ON cases_referral USING btree (body_id, case_id);
CREATE INDEX referral_to_remind ON cases_referral USING btree (reminds_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX referred_once_at_a_time ON cases_referral USING btree (body_id, case_id, agency) WHERE ((ended_at IS NULL) AND (NOT ((agency)::text = ''::text)));
CREATE UNIQUE INDEX referred_once_to_a_body ON cases_referral USING btree (body_id, case_id, to_body_id) WHERE (ended_at IS NULL);
CREATE INDEX register_by_day ON registers_registerentry USING btree (body_id, kind, date);
CREATE INDEX register_by_number ON registers_registerentry USING btree (body_id, kind, number_key);
CREATE INDEX register_by_parents ON registers_registerentry USING gin (parents gin_trgm_ops);
CREATE INDEX register_by_person ON registers_registerentry USING gin (person gin_trgm_ops);
CREATE INDEX register_import_last ON registers_registerimport USING btree (body_id, id DESC);
CREATE INDEX registers_recordsearch_body_id_65584dfa ON registers_recordsearch USING btree (body_id);
CREATE INDEX registers_recordsearch_entry_id_72dc3569 ON registers_recordsearch USING btree (entry_id);
CREATE INDEX registers_recordsearch_role_e15425da ON registers_recordsearch USING btree (role);
CREATE INDEX registers_recordsearch_role_e15425da_like ON registers_recordsearch USING btree (role varchar_pattern_ops);
CREATE INDEX registers_registercontent_body_id_a617bc5e ON registers_registercontent USING btree (body_id);
CREATE INDEX registers_registerentry_body_id_0bffa0d1 ON registers_registerentry USING btree (body_id);
CREATE INDEX registers_registerentry_brought_by_id_89271312 ON registers_registerentry USING btree (brought_by_id);
CREATE INDEX registers_registerimport_body_id_54b146e6 ON registers_registerimport USING btree (body_id);
CREATE UNIQUE INDEX relief_asked_once ON payments_relief USING btree (body_id, demand_id) WHERE (decided_at IS NULL);
CREATE INDEX relief_by_day ON payments_relief USING btree (body_id, day);
CREATE INDEX rights_paper_to_press ON cases_rightspaper USING btree (asked_at) WHERE (pressed_at IS NULL);
CREATE INDEX seen_by_time ON messaging_seenkey USING btree (seen_at);
CREATE INDEX signer_entry_by_moment ON documents_signerentry USING btree (body_id, wall_at);
CREATE INDEX signer_entry_of_order ON documents_signerentry USING btree (body_id, order_id);
CREATE INDEX talk_handed_over ON conversations_conversation USING btree (body_id) WHERE ((state)::text = 'handed_over'::text);
CREATE UNIQUE INDEX unique_authenticator_type ON mfa_authenticator USING btree (user_id, type) WHERE (type IN ('totp', 'recovery_codes'));
CREATE UNIQUE INDEX unique_primary_email ON account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON account_emailaddress USING btree (email) WHERE verified;
CREATE UNIQUE INDEX unmasking_asked_once ON cases_unmasking USING btree (body_id, case_id, asked_by_id) WHERE (agreed_at IS NULL);
CREATE INDEX unmasking_waiting ON cases_unmasking USING btree (body_id, asked_at) WHERE (agreed_at IS NULL);
CREATE INDEX visit_by_ending ON deliveries_visit USING btree (body_id, ended_at);
CREATE INDEX visit_of_case ON deliveries_visit USING btree (body_id, case_id);
CREATE INDEX visit_of_round ON deliveries_visit USING btree (runner_id, day) WHERE (state IN ('planned', 'out'));
CREATE UNIQUE INDEX visit_one_is_open ON deliveries_visit USING btree (body_id, source) WHERE (state IN ('asked', 'planned', 'out', 'at_office'));
CREATE INDEX visit_open_by_day ON deliveries_visit USING btree (body_id, day) WHERE (state IN ('asked', 'planned', 'out', 'at_office'));
CREATE INDEX voice_note_of_contact ON cases_voicenote USING btree (body_id, contact_id) WHERE (heard_at IS NULL);
CREATE INDEX voice_note_to_alarm ON cases_voicenote USING btree (alarms_at) WHERE ((alarms_at IS NOT NULL) AND (heard_at IS NULL));
CREATE INDEX voice_note_unheard ON cases_voicenote USING btree (body_id, arrived_at) WHERE (heard_at IS NULL);
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::procrastinate_job_status))) EXECUTE FUNCTION procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status)) EXECUTE FUNCTION procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::procrastinate_job_status))) EXECUTE FUNCTION procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status)) EXECUTE FUNCTION procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER ring_desks AFTER INSERT ON cases_caseevent REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION janasetu_ring_desks();
CREATE TRIGGER ring_desks_insert AFTER INSERT ON conversations_conversation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION janasetu_ring_desks();
CREATE TRIGGER ring_desks_update AFTER UPDATE ON conversations_conversation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION janasetu_ring_desks();
ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_97559544_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_6a12ed8b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_absence
    ADD CONSTRAINT bodies_absence_body_id_fb532105_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_absence
    ADD CONSTRAINT bodies_absence_officer_id_0430f400_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_bodyname
    ADD CONSTRAINT bodies_bodyname_body_id_12f84acc_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_bodyshape
    ADD CONSTRAINT bodies_bodyshape_body_id_bb67e8ab_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_calendarchange
    ADD CONSTRAINT bodies_calendarchange_body_id_ad5dee91_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_department
    ADD CONSTRAINT bodies_department_body_id_4ec4d604_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_deputy
    ADD CONSTRAINT bodies_deputy_absence_id_fd5a8882_fk_bodies_absence_id FOREIGN KEY (absence_id) REFERENCES bodies_absence(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_deputy
    ADD CONSTRAINT bodies_deputy_body_id_e1d226f6_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_deputy
    ADD CONSTRAINT bodies_deputy_department_id_9d6c3822_fk_bodies_department_id FOREIGN KEY (department_id) REFERENCES bodies_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_deputy
    ADD CONSTRAINT bodies_deputy_officer_id_c8e0d0c3_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_deputy
    ADD CONSTRAINT bodies_deputy_role_id_7e63c6fa_fk_bodies_role_code FOREIGN KEY (role_id) REFERENCES bodies_role(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_electionsilence
    ADD CONSTRAINT bodies_electionsilence_body_id_3b08520b_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_holiday
    ADD CONSTRAINT bodies_holiday_body_id_1042039a_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_landmark
    ADD CONSTRAINT bodies_landmark_body_id_c7cba38d_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_localbody
    ADD CONSTRAINT bodies_localbody_parent_id_b3cb5344_fk_bodies_localbody_id FOREIGN KEY (parent_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_mapimport
    ADD CONSTRAINT bodies_mapimport_body_id_674079cb_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officehours
    ADD CONSTRAINT bodies_officehours_body_id_393f19ec_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_acting_for_id_65a8577f_fk_bodies_role_code FOREIGN KEY (acting_for_id) REFERENCES bodies_role(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_body_id_8551a268_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_department_id_c174102c_fk_bodies_department_id FOREIGN KEY (department_id) REFERENCES bodies_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_role_id_8fc8d236_fk_bodies_role_code FOREIGN KEY (role_id) REFERENCES bodies_role(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_user_id_33b161af_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_officer
    ADD CONSTRAINT bodies_officer_ward_id_8d9abe64_fk_bodies_ward_id FOREIGN KEY (ward_id) REFERENCES bodies_ward(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_title
    ADD CONSTRAINT bodies_title_body_id_85a053b5_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_title
    ADD CONSTRAINT bodies_title_role_id_a31ce6ef_fk_bodies_role_code FOREIGN KEY (role_id) REFERENCES bodies_role(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_ward
    ADD CONSTRAINT bodies_ward_body_id_df4991cb_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_wardshape
    ADD CONSTRAINT bodies_wardshape_body_id_badc38e9_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY bodies_wardshape
    ADD CONSTRAINT bodies_wardshape_ward_id_09c43e1d_fk_bodies_ward_id FOREIGN KEY (ward_id) REFERENCES bodies_ward(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_alarm
    ADD CONSTRAINT cases_alarm_body_id_4fed738c_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_alarm
    ADD CONSTRAINT cases_alarm_case_id_a1e40e94_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT cases_appeal_against_id_e943a27f_fk_cases_case_id FOREIGN KEY (against_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT cases_appeal_application_id_1364e579_fk_cases_case_id FOREIGN KEY (application_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT cases_appeal_body_id_81973592_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_appeal
    ADD CONSTRAINT cases_appeal_case_id_6c95c465_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_callback
    ADD CONSTRAINT cases_callback_body_id_492bfb6f_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_callback
    ADD CONSTRAINT cases_callback_case_id_967d8b97_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_cannedreply
    ADD CONSTRAINT cases_cannedreply_body_id_efe47d8f_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_body_id_0badb728_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_covers_id_6beed49d_fk_bodies_officer_id FOREIGN KEY (covers_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_department_id_c5b7309d_fk_bodies_department_id FOREIGN KEY (department_id) REFERENCES bodies_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_officer_id_53018482_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_parent_id_30365dcb_fk_cases_case_id FOREIGN KEY (parent_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_resolved_by_id_bd0cbc64_fk_bodies_officer_id FOREIGN KEY (resolved_by_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_resolved_in_id_ce9ce9bd_fk_bodies_department_id FOREIGN KEY (resolved_in_id) REFERENCES bodies_department(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_case
    ADD CONSTRAINT cases_case_version_id_5b6a6022_fk_catalogue_serviceversion_id FOREIGN KEY (version_id) REFERENCES catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_body_id_633f2c44_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseattachment
    ADD CONSTRAINT cases_caseattachment_case_id_8044434d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casedesk
    ADD CONSTRAINT cases_casedesk_body_id_30c5aa76_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casedesk
    ADD CONSTRAINT cases_casedesk_case_id_d55b7338_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casedesk
    ADD CONSTRAINT cases_casedesk_officer_id_4591ebc0_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casedraft
    ADD CONSTRAINT cases_casedraft_body_id_380b2e99_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casedraft
    ADD CONSTRAINT cases_casedraft_case_id_751aca94_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casedraft
    ADD CONSTRAINT cases_casedraft_user_id_c229535c_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseentry
    ADD CONSTRAINT cases_caseentry_body_id_77753705_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseentry
    ADD CONSTRAINT cases_caseentry_case_id_4d90cb31_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseentry
    ADD CONSTRAINT cases_caseentry_entry_id_6c145e8d_fk_registers_registerentry_id FOREIGN KEY (entry_id) REFERENCES registers_registerentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseevent
    ADD CONSTRAINT cases_caseevent_body_id_d293c6e9_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseevent
    ADD CONSTRAINT cases_caseevent_case_id_6c6031ac_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casepaper
    ADD CONSTRAINT cases_casepaper_body_id_344083a2_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casepaper
    ADD CONSTRAINT cases_casepaper_case_id_5c3a924f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseparty
    ADD CONSTRAINT cases_caseparty_body_id_775d7d93_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseparty
    ADD CONSTRAINT cases_caseparty_case_id_7d3c0d06_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseparty
    ADD CONSTRAINT cases_caseparty_person_id_98fafa6f_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseparty
    ADD CONSTRAINT cases_caseparty_version_id_751fb3b7_fk_catalogue FOREIGN KEY (version_id) REFERENCES catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casepause
    ADD CONSTRAINT cases_casepause_body_id_b3856e6b_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casepause
    ADD CONSTRAINT cases_casepause_case_id_162053eb_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casepause
    ADD CONSTRAINT cases_casepause_event_id_14064d9a_fk_cases_caseevent_id FOREIGN KEY (event_id) REFERENCES cases_caseevent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casereading
    ADD CONSTRAINT cases_casereading_body_id_3e1f3777_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_casereading
    ADD CONSTRAINT cases_casereading_case_id_b19b416c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseviewer
    ADD CONSTRAINT cases_caseviewer_body_id_ceb5d40f_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseviewer
    ADD CONSTRAINT cases_caseviewer_case_id_70f08876_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_caseviewer
    ADD CONSTRAINT cases_caseviewer_officer_id_e21f5e82_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_duty
    ADD CONSTRAINT cases_duty_body_id_f23cc6f5_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_duty
    ADD CONSTRAINT cases_duty_officer_id_7de7bc8e_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_explanation
    ADD CONSTRAINT cases_explanation_body_id_89a01041_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_explanation
    ADD CONSTRAINT cases_explanation_case_id_22a02735_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_explanation
    ADD CONSTRAINT cases_explanation_officer_id_0b339faf_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_fieldphoto
    ADD CONSTRAINT cases_fieldphoto_body_id_18f17bbd_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_fieldphoto
    ADD CONSTRAINT cases_fieldphoto_case_id_b0f5f77a_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_fieldphoto
    ADD CONSTRAINT cases_fieldphoto_officer_id_3019b665_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_listexport
    ADD CONSTRAINT cases_listexport_body_id_ecb87ce9_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_paperlink
    ADD CONSTRAINT cases_paperlink_body_id_2c9a4492_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_paperlink
    ADD CONSTRAINT cases_paperlink_case_id_6714edd7_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_paperlink
    ADD CONSTRAINT cases_paperlink_paper_id_b1e078c6_fk_documents_paper_id FOREIGN KEY (paper_id) REFERENCES documents_paper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_proof
    ADD CONSTRAINT cases_proof_body_id_a7333efe_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_proof
    ADD CONSTRAINT cases_proof_case_id_9c3201bc_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_proof
    ADD CONSTRAINT cases_proof_officer_id_87cb37bb_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_recount
    ADD CONSTRAINT cases_recount_body_id_1127cae6_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_referral
    ADD CONSTRAINT cases_referral_body_id_f452bb65_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_referral
    ADD CONSTRAINT cases_referral_case_id_5223ea54_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_referral
    ADD CONSTRAINT cases_referral_linked_id_f308118e_fk_cases_case_id FOREIGN KEY (linked_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_referral
    ADD CONSTRAINT cases_referral_to_body_id_2212494f_fk_bodies_localbody_id FOREIGN KEY (to_body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_rightspaper
    ADD CONSTRAINT cases_rightspaper_body_id_9ce12336_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_rightspaper
    ADD CONSTRAINT cases_rightspaper_case_id_68168dc9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_slip
    ADD CONSTRAINT cases_slip_body_id_e3c2a674_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_tally
    ADD CONSTRAINT cases_tally_body_id_9090cdc0_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_trainingphrase
    ADD CONSTRAINT cases_trainingphrase_body_id_d88b4eb2_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_trainingphrase
    ADD CONSTRAINT cases_trainingphrase_case_id_f818e402_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_unmasking
    ADD CONSTRAINT cases_unmasking_agreed_by_id_b9e590fc_fk_bodies_officer_id FOREIGN KEY (agreed_by_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_unmasking
    ADD CONSTRAINT cases_unmasking_asked_by_id_ecd13669_fk_bodies_officer_id FOREIGN KEY (asked_by_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_unmasking
    ADD CONSTRAINT cases_unmasking_body_id_93f7c22a_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_unmasking
    ADD CONSTRAINT cases_unmasking_case_id_164a9750_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_voicenote
    ADD CONSTRAINT cases_voicenote_body_id_45522163_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_voicenote
    ADD CONSTRAINT cases_voicenote_case_id_d67b0b50_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY cases_voicenote
    ADD CONSTRAINT cases_voicenote_listener_id_ac326c20_fk_bodies_officer_id FOREIGN KEY (listener_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY catalogue_bodyagency
    ADD CONSTRAINT catalogue_bodyagency_body_id_e6cc6355_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY catalogue_bodyservice
    ADD CONSTRAINT catalogue_bodyservic_version_id_ffd01d3a_fk_catalogue FOREIGN KEY (version_id) REFERENCES catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY catalogue_bodyservice
    ADD CONSTRAINT catalogue_bodyservice_body_id_5771424d_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY deliveries_outcome
    ADD CONSTRAINT deliveries_outcome_body_id_c554b9a7_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY deliveries_outcome
    ADD CONSTRAINT deliveries_outcome_officer_id_4b7a4855_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY deliveries_outcome
    ADD CONSTRAINT deliveries_outcome_visit_id_f725638f_fk_deliveries_visit_id FOREIGN KEY (visit_id) REFERENCES deliveries_visit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY deliveries_visit
    ADD CONSTRAINT deliveries_visit_body_id_7935a00b_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY deliveries_visit
    ADD CONSTRAINT deliveries_visit_runner_id_a6a46c38_fk_bodies_officer_id FOREIGN KEY (runner_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT documents_approval_body_id_20b14e8c_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT documents_approval_officer_id_08f0237c_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT documents_approval_order_id_5242fdfb_fk_documents FOREIGN KEY (order_id) REFERENCES documents_signingorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_approval
    ADD CONSTRAINT documents_approval_user_id_8d630459_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_inkpage
    ADD CONSTRAINT documents_inkpage_body_id_a62fc97a_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_inkpage
    ADD CONSTRAINT documents_inkpage_paper_id_5559170f_fk_documents_paper_id FOREIGN KEY (paper_id) REFERENCES documents_paper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_paper
    ADD CONSTRAINT documents_paper_body_id_73eb0a35_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_paper
    ADD CONSTRAINT documents_paper_supersedes_id_714c9e64_fk_documents_paper_id FOREIGN KEY (supersedes_id) REFERENCES documents_paper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_seriescounter
    ADD CONSTRAINT documents_seriescounter_body_id_e0dcee1f_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_signerentry
    ADD CONSTRAINT documents_signerentry_body_id_483613ab_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_signingorder
    ADD CONSTRAINT documents_signingorder_body_id_d17a683b_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY documents_signingorder
    ADD CONSTRAINT documents_signingorder_paper_id_b5a45893_fk_documents_paper_id FOREIGN KEY (paper_id) REFERENCES documents_paper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_checkout
    ADD CONSTRAINT payments_checkout_body_id_2c4f32c9_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_checkout
    ADD CONSTRAINT payments_checkout_demand_id_917efab2_fk_payments_demand_id FOREIGN KEY (demand_id) REFERENCES payments_demand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_checkout
    ADD CONSTRAINT payments_checkout_returned_by_id_0c570580_fk_bodies_officer_id FOREIGN KEY (returned_by_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_dayclosing
    ADD CONSTRAINT payments_dayclosing_body_id_a0e624d1_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_dayclosing
    ADD CONSTRAINT payments_dayclosing_officer_id_f3128e60_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_demand
    ADD CONSTRAINT payments_demand_body_id_e2ce7e10_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT payments_receipt_body_id_5ade78c1_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT payments_receipt_demand_id_300dd032_fk_payments_demand_id FOREIGN KEY (demand_id) REFERENCES payments_demand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_receipt
    ADD CONSTRAINT payments_receipt_officer_id_ff903a5c_fk_bodies_officer_id FOREIGN KEY (officer_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_receiptpaper
    ADD CONSTRAINT payments_receiptpape_receipt_id_6e804f0d_fk_payments_ FOREIGN KEY (receipt_id) REFERENCES payments_receipt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_receiptpaper
    ADD CONSTRAINT payments_receiptpaper_body_id_0e86ebfd_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_receiptpaper
    ADD CONSTRAINT payments_receiptpaper_paper_id_1f4a6f76_fk_documents_paper_id FOREIGN KEY (paper_id) REFERENCES documents_paper(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_relief
    ADD CONSTRAINT payments_relief_asked_by_id_1587c7f6_fk_bodies_officer_id FOREIGN KEY (asked_by_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_relief
    ADD CONSTRAINT payments_relief_body_id_8be85b1b_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_relief
    ADD CONSTRAINT payments_relief_decided_by_id_b587a6cf_fk_bodies_officer_id FOREIGN KEY (decided_by_id) REFERENCES bodies_officer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY payments_relief
    ADD CONSTRAINT payments_relief_demand_id_861ef2e0_fk_payments_demand_id FOREIGN KEY (demand_id) REFERENCES payments_demand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY people_person
    ADD CONSTRAINT people_person_body_id_ed7ac98f_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY people_personcontact
    ADD CONSTRAINT people_personcontact_body_id_d704aa38_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY people_personcontact
    ADD CONSTRAINT people_personcontact_person_id_2e54a38b_fk_people_person_id FOREIGN KEY (person_id) REFERENCES people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY posters_poster
    ADD CONSTRAINT posters_poster_body_id_bc148d2e_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY posters_posterday
    ADD CONSTRAINT posters_posterday_body_id_4615748b_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY posters_posterday
    ADD CONSTRAINT posters_posterday_poster_id_cc0240be_fk_posters_poster_id FOREIGN KEY (poster_id) REFERENCES posters_poster(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES procrastinate_jobs(id);
ALTER TABLE ONLY registers_recordsearch
    ADD CONSTRAINT registers_recordsear_entry_id_72dc3569_fk_registers FOREIGN KEY (entry_id) REFERENCES registers_registerentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY registers_recordsearch
    ADD CONSTRAINT registers_recordsearch_body_id_65584dfa_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY registers_registercontent
    ADD CONSTRAINT registers_registerco_body_id_a617bc5e_fk_bodies_lo FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY registers_registerentry
    ADD CONSTRAINT registers_registeren_brought_by_id_89271312_fk_registers FOREIGN KEY (brought_by_id) REFERENCES registers_registerimport(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY registers_registerentry
    ADD CONSTRAINT registers_registerentry_body_id_0bffa0d1_fk_bodies_localbody_id FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY registers_registerimport
    ADD CONSTRAINT registers_registerim_body_id_54b146e6_fk_bodies_lo FOREIGN KEY (body_id) REFERENCES bodies_localbody(id) DEFERRABLE INITIALLY DEFERRED;
