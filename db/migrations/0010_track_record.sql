CREATE TABLE "operation_outcome" (
	"production_order" text NOT NULL,
	"operation" text NOT NULL,
	"atelier" text NOT NULL,
	"family" text NOT NULL,
	"process" text NOT NULL,
	"material" text NOT NULL,
	"passed" boolean NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operation_outcome_production_order_operation_pk" PRIMARY KEY("production_order","operation")
);
--> statement-breakpoint
ALTER TABLE "operation_outcome" ADD CONSTRAINT "operation_outcome_production_order_production_order_id_fk" FOREIGN KEY ("production_order") REFERENCES "public"."production_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_outcome" ADD CONSTRAINT "operation_outcome_atelier_atelier_id_fk" FOREIGN KEY ("atelier") REFERENCES "public"."atelier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operation_outcome_record" ON "operation_outcome" USING btree ("atelier","family","process","material","passed");--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "operation_outcome" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
