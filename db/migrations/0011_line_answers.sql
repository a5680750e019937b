CREATE TABLE "line_answer" (
	"id" text PRIMARY KEY NOT NULL,
	"line" text NOT NULL,
	"text" text NOT NULL,
	"staff" text NOT NULL,
	"request_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "line_answer" ADD CONSTRAINT "line_answer_line_maker_line_id_fk" FOREIGN KEY ("line") REFERENCES "public"."maker_line"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_answer" ADD CONSTRAINT "line_answer_staff_staff_id_fk" FOREIGN KEY ("staff") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "line_answer_line" ON "line_answer" USING btree ("line","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "line_answer_request" ON "line_answer" USING btree ("request_hash");--> statement-breakpoint
-- Whoever watches the audit list is woken by a new line of it.
CREATE FUNCTION tell_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('orders', 'recorded');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tell_recorded AFTER INSERT ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION tell_recorded();
