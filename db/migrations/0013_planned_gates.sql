ALTER TABLE "production_order" ADD COLUMN "gates" jsonb DEFAULT '[]'::jsonb NOT NULL;
--> statement-breakpoint
-- Tips know from here on which gates were passed; those without are made again from their chains.
UPDATE "production_order" SET "tip" = NULL WHERE "tip" IS NOT NULL;
