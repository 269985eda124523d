-- A drill cannot leak, whatever the program says: the engine itself keeps exercises apart from what is meant.
ALTER TABLE cases ADD COLUMN drill BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE campaigns ADD COLUMN drill BOOLEAN NOT NULL DEFAULT FALSE;

-- A case is an exercise from its opening, or never.
CREATE TRIGGER cases_stay_what_they_are BEFORE UPDATE OF drill ON cases WHEN NEW.drill <> OLD.drill
BEGIN
    SELECT RAISE(ABORT, 'a case is an exercise from its opening, or never');
END;
-- Its campaigns are drills, and no other's are.
CREATE TRIGGER campaigns_are_as_their_case BEFORE INSERT ON campaigns
WHEN NEW.drill <> (SELECT drill FROM cases WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'a campaign is a drill where its case is an exercise');
END;
CREATE TRIGGER campaigns_stay_what_they_are BEFORE UPDATE OF drill, case_id ON campaigns
WHEN NEW.drill <> OLD.drill OR NEW.case_id <> OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a campaign is a drill where its case is an exercise');
END;
-- A drill's copies are on training channels, and no others are.
CREATE TRIGGER copies_of_drills_stay_inside BEFORE INSERT ON placements
WHEN (NEW.channel IN ('training', 'training_mail')) <> (SELECT drill FROM campaigns WHERE id = NEW.campaign_id)
BEGIN
    SELECT RAISE(ABORT, 'a drill goes out on training channels, and nothing else does');
END;
CREATE TRIGGER copies_stay_where_they_are BEFORE UPDATE OF channel, campaign_id ON placements
WHEN NEW.channel <> OLD.channel OR NEW.campaign_id <> OLD.campaign_id
BEGIN
    SELECT RAISE(ABORT, 'a copy stays on its channel');
END;
-- What a drill would have sent to anybody is written down, and never due.
CREATE TRIGGER messages_of_drills_stay_inside BEFORE INSERT ON messages
WHEN (NEW.state <> 'exercise' OR NEW.due_at IS NOT NULL) AND (EXISTS (SELECT 1 FROM cases WHERE id = NEW.case_id AND drill)
    OR EXISTS (SELECT 1 FROM campaigns WHERE id = NEW.campaign_id AND drill))
BEGIN
    SELECT RAISE(ABORT, 'a drill sends no mail');
END;
CREATE TRIGGER messages_of_drills_stay_unsent BEFORE UPDATE ON messages WHEN OLD.state = 'exercise'
BEGIN
    SELECT RAISE(ABORT, 'a drill sends no mail');
END;
