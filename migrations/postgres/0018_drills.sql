-- A drill cannot leak, whatever the program says: the engine itself keeps exercises apart from what is meant.
ALTER TABLE cases ADD COLUMN drill BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE campaigns ADD COLUMN drill BOOLEAN NOT NULL DEFAULT FALSE;

-- A case is an exercise from its opening, or never.
CREATE FUNCTION cases_stay_what_they_are() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a case is an exercise from its opening, or never';
END $$;
CREATE TRIGGER cases_stay_what_they_are BEFORE UPDATE OF drill ON cases
FOR EACH ROW WHEN (NEW.drill <> OLD.drill) EXECUTE FUNCTION cases_stay_what_they_are();

-- Its campaigns are drills, and no other's are.
CREATE FUNCTION campaigns_are_as_their_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NEW.drill <> (SELECT drill FROM cases WHERE id = NEW.case_id) THEN
        RAISE EXCEPTION 'a campaign is a drill where its case is an exercise';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER campaigns_are_as_their_case BEFORE INSERT ON campaigns
FOR EACH ROW EXECUTE FUNCTION campaigns_are_as_their_case();
CREATE TRIGGER campaigns_stay_what_they_are BEFORE UPDATE OF drill, case_id ON campaigns
FOR EACH ROW WHEN (NEW.drill <> OLD.drill OR NEW.case_id <> OLD.case_id) EXECUTE FUNCTION campaigns_are_as_their_case();

-- A drill's copies are on training channels, and no others are.
CREATE FUNCTION copies_of_drills_stay_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'a copy stays on its channel';
    END IF;
    IF (NEW.channel IN ('training', 'training_mail')) <> (SELECT drill FROM campaigns WHERE id = NEW.campaign_id) THEN
        RAISE EXCEPTION 'a drill goes out on training channels, and nothing else does';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER copies_of_drills_stay_inside BEFORE INSERT ON placements
FOR EACH ROW EXECUTE FUNCTION copies_of_drills_stay_inside();
CREATE TRIGGER copies_stay_where_they_are BEFORE UPDATE OF channel, campaign_id ON placements
FOR EACH ROW WHEN (NEW.channel <> OLD.channel OR NEW.campaign_id <> OLD.campaign_id)
EXECUTE FUNCTION copies_of_drills_stay_inside();

-- What a drill would have sent to anybody is written down, and never due.
CREATE FUNCTION messages_of_drills_stay_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM cases WHERE id = NEW.case_id AND drill)
        OR EXISTS (SELECT 1 FROM campaigns WHERE id = NEW.campaign_id AND drill) THEN
        RAISE EXCEPTION 'a drill sends no mail';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER messages_of_drills_stay_inside BEFORE INSERT ON messages
FOR EACH ROW WHEN (NEW.state <> 'exercise' OR NEW.due_at IS NOT NULL) EXECUTE FUNCTION messages_of_drills_stay_inside();
CREATE TRIGGER messages_of_drills_stay_unsent BEFORE UPDATE ON messages
FOR EACH ROW WHEN (OLD.state = 'exercise') EXECUTE FUNCTION messages_of_drills_stay_inside();
