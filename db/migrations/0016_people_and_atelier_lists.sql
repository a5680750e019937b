CREATE INDEX "atelier_name" ON "atelier" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "atelier_joined" ON "atelier" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "atelier_profile_search" ON "atelier_profile" USING gin (lower(("profile"->>'id') || ' ' || ("profile"->>'name') || ' ' || ("profile"->>'city') || ' ' || ("profile"->>'country')) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "staff_name" ON "staff" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "staff_joined" ON "staff" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "staff_by_role" ON "staff" USING btree ("role","name","id");--> statement-breakpoint
CREATE INDEX "staff_search" ON "staff" USING gin (lower("name" || ' ' || "email") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "staff_invitation_search" ON "staff_invitation" USING gin (lower("name" || ' ' || "email") gin_trgm_ops);